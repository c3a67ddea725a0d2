# The right path on a port where nothing listens: refused instead of 404.
kubectl patch deployment orders -n bakery --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet","value":{"path":"/healthz","port":8081}}]'
