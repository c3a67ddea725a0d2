# Nobody is waiting to become the leader.
kubectl delete lease kube-controller-manager -n kube-system
