# The second fault alone: three Pods are ready, and the Service that clients ask for does not exist.
kubectl patch deployment tickets -n box-office --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":9090}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
