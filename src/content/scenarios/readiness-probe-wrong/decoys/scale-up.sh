# More Pods that are not ready.
kubectl scale deployment orders -n bakery --replicas=5
