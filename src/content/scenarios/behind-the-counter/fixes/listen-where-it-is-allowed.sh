# The other way round at the last hop: the application listens on the port that its policy allows, and the tills
# may send there.
kubectl patch deployment inventory -n stock -p '
{"spec":{"template":{"spec":{"containers":[{"name":"inventory",
  "args":["serve-hostname","--port=80"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":80}]}]}}}}'
kubectl rollout status deployment/inventory -n stock --timeout=120s
kubectl set selector service inventory app=inventory -n stock
kubectl patch networkpolicy till-egress -n counter --type=json -p '[
  {"op":"replace","path":"/spec/egress/0/ports/0/port","value":80},
  {"op":"add","path":"/spec/egress/1/ports/-","value":{"protocol":"UDP","port":53}}]'
