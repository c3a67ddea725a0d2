# More Pods, all of them on the same node.
kubectl scale deployment rates -n payments --replicas=4
kubectl rollout status deployment/rates -n payments --timeout=120s
