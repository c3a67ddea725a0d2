# The name of a mode is written in small letters.
kubectl get configmap kube-proxy -n kube-system -o yaml |
  sed 's/^    mode: .*/    mode: IPTables/' | kubectl replace -f -
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
