# More Pods without an image.
kubectl scale deployment catalog -n library --replicas=5
