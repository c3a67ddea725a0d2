# Fresh Pods, and the flag is as it was.
kubectl rollout restart deployment/feed -n scores
kubectl rollout status deployment/feed -n scores --timeout=120s
