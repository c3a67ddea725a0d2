# The share of requests that hang gets smaller, not zero.
kubectl scale deployment forecast -n weather --replicas=6
kubectl rollout status deployment/forecast -n weather --timeout=120s
