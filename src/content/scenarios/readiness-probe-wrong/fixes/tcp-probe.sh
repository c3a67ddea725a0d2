# A probe of another kind: the port takes connections.
kubectl patch deployment orders -n bakery --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":"http"},"periodSeconds":2}}]'
kubectl rollout status deployment/orders -n bakery --timeout=120s
