# The Service as it is, with the other word, replaced as a whole.
kubectl get service kube-dns -n kube-system -o yaml | sed 's/k8s-app: coredns$/k8s-app: kube-dns/' | kubectl replace -f -
