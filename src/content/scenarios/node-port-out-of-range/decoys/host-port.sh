# A port of the nodes on which the Pods happen to run; no Service, no name, and nothing on the other nodes.
kubectl patch deployment tickets -n kiosk --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":20000},
       {"op":"add","path":"/spec/strategy","value":{"type":"Recreate"}}]'
kubectl rollout status deployment/tickets -n kiosk --timeout=120s
