# Two of three: the nodes learn at once that the Service has no endpoints.
kubectl set subject clusterrolebinding kubeadm:node-proxier --serviceaccount=kube-system:kube-proxy
kubectl patch service forecast -n weather -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
