# More Pods that answer make the share of refusals smaller, not none.
kubectl scale deployment stock-v1 -n warehouse --replicas=6
kubectl rollout status deployment/stock-v1 -n warehouse --timeout=120s
