# More Pods that cannot start are still none.
kubectl scale deployment coredns -n kube-system --replicas=4
