# The nodes do as the slices say, and nobody writes the slices.
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
