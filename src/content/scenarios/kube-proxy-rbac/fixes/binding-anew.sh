# The binding as kubeadm made it.
kubectl create clusterrolebinding kubeadm:node-proxier --clusterrole=system:node-proxier \
  --serviceaccount=kube-system:kube-proxy
