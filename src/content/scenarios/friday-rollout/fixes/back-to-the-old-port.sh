# The other way round: the application goes back to the port that the container declares; the probe follows.
kubectl patch deployment tickets -n box-office --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/args/1","value":"--http-port=8080"},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":8080}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl expose deployment tickets -n box-office --port=80 --target-port=http
