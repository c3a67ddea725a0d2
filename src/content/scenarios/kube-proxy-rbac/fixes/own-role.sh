# A role of our own with what kube-proxy reads.
kubectl create clusterrole service-rules --verb=get,list,watch \
  --resource=services,nodes,endpointslices.discovery.k8s.io,servicecidrs.networking.k8s.io
kubectl create clusterrolebinding service-rules --clusterrole=service-rules \
  --serviceaccount=kube-system:kube-proxy
