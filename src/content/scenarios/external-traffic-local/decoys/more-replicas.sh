# More Pods, all of them on the same node.
kubectl scale deployment booking -n tickets --replicas=4
kubectl rollout status deployment/booking -n tickets --timeout=120s
