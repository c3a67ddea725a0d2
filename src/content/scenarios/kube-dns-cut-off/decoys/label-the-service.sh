# The Service's own labels select nothing.
kubectl label service kube-dns -n kube-system k8s-app=coredns --overwrite
