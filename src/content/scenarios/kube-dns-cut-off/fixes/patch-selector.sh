# The same as a patch.
kubectl patch service kube-dns -n kube-system -p '{"spec":{"selector":{"k8s-app":"kube-dns"}}}'
