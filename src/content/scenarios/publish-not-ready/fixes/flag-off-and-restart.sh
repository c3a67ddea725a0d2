# The same with a restart of all Pods.
kubectl patch service feed -n scores -p '{"spec":{"publishNotReadyAddresses":false}}'
kubectl rollout restart deployment/feed -n scores
kubectl rollout status deployment/feed -n scores --timeout=120s
