# More Pods that crash.
kubectl scale deployment thumbs -n media --replicas=5
