# The path that the application answers with 200.
kubectl patch deployment orders -n bakery --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/healthz"}]'
kubectl rollout status deployment/orders -n bakery --timeout=120s
