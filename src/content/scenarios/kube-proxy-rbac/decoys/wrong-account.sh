# The right role for another service account.
kubectl create clusterrolebinding kube-proxy-default --clusterrole=system:node-proxier \
  --serviceaccount=kube-system:default
