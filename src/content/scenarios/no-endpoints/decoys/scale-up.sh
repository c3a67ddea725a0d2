# More Pods with the wrong label are still none.
kubectl scale deployment web -n shop --replicas=5
