# More Pods that wait.
kubectl scale deployment report -n analytics --replicas=5
