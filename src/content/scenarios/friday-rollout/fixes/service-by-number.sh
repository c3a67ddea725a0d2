# The Service names the number itself and does not mind what the container declares.
kubectl patch deployment tickets -n box-office --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":9090}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl expose service tickets-v2 -n box-office --name=tickets --port=80 --target-port=9090
