# Half of the verbs: to follow changes one must list and watch.
kubectl create clusterrole service-rules --verb=get \
  --resource=services,nodes,endpointslices.discovery.k8s.io
kubectl create clusterrolebinding service-rules --clusterrole=service-rules \
  --serviceaccount=kube-system:kube-proxy
