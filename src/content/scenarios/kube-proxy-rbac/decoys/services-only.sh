# Half of the rights: the EndpointSlices are missing.
kubectl create clusterrole service-rules --verb=get,list,watch --resource=services,nodes
kubectl create clusterrolebinding service-rules --clusterrole=service-rules \
  --serviceaccount=kube-system:kube-proxy
