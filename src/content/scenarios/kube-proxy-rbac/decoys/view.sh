# The role view reads Services and EndpointSlices, but no nodes, without which kube-proxy does not begin.
kubectl create clusterrolebinding kube-proxy --clusterrole=view --serviceaccount=kube-system:kube-proxy
