# The second fault alone: the nodes are up to date, and what they learn is that the Service has no endpoints.
kubectl set subject clusterrolebinding kubeadm:node-proxier --serviceaccount=kube-system:kube-proxy
