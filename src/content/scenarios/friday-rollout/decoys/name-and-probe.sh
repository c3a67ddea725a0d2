# Two of three: name and endpoints are there, and the port that they list is the one that is only declared.
kubectl patch deployment tickets -n box-office --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":9090}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl expose deployment tickets -n box-office --port=80 --target-port=http
