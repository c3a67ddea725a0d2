# More Pods of prices make a strange answer rarer, not impossible.
kubectl scale deployment prices -n market --replicas=6
kubectl rollout status deployment/prices -n market --timeout=120s
