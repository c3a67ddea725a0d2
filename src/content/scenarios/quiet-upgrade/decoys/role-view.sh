# The Service is repaired; the role view may read it, but no nodes, without which kube-proxy does not begin.
kubectl patch service forecast -n weather --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
kubectl patch service forecast -n weather -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
kubectl create clusterrolebinding kube-proxy-view --clusterrole=view --serviceaccount=kube-system:kube-proxy
