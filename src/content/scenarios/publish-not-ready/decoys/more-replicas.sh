# More Pods make a refusal rarer.
kubectl scale deployment feed -n scores --replicas=6
kubectl rollout status deployment/feed -n scores --timeout=60s || true
