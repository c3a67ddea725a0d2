# Both made anew: a Service without the odd fields, a binding as kubeadm makes it.
kubectl delete service forecast -n weather
kubectl expose deployment forecast -n weather --port=8000 --target-port=http
kubectl delete clusterrolebinding kubeadm:node-proxier
kubectl create clusterrolebinding kubeadm:node-proxier --clusterrole=system:node-proxier \
  --serviceaccount=kube-system:kube-proxy
