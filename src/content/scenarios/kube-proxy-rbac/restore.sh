# The bindings as kubeadm and the API server make them, and no others for kube-proxy.
kubectl get clusterrolebindings \
  -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.subjects[*].name}{"\n"}{end}' |
  awk '$2 == "kube-proxy" && NF == 2 { print $1 }' |
  while read -r name; do kubectl delete clusterrolebinding "$name"; done
kubectl delete clusterrolebinding kubeadm:node-proxier --ignore-not-found
kubectl create clusterrolebinding kubeadm:node-proxier --clusterrole=system:node-proxier \
  --serviceaccount=kube-system:kube-proxy
kubectl delete rolebinding kube-proxy -n kube-system --ignore-not-found
kubectl delete clusterrolebinding kube-proxy-default --ignore-not-found
kubectl delete clusterrole service-rules --ignore-not-found
kubectl patch clusterrolebinding system:node-proxier --type=merge -p '{"subjects":
  [{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"system:kube-proxy"}]}'
