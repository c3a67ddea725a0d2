# Two of three: it answers on the node where the Pods are, and drops on the other.
kubectl patch service forecast -n weather --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
kubectl set subject clusterrolebinding kubeadm:node-proxier --serviceaccount=kube-system:kube-proxy
