# A RoleBinding grants the role in its own namespace; kube-proxy reads all of them, and nodes are in none.
kubectl create rolebinding kube-proxy -n kube-system --clusterrole=system:node-proxier \
  --serviceaccount=kube-system:kube-proxy
