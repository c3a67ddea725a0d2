# The Corefile as text, made into a ConfigMap again.
corefile=$(kubectl get configmap coredns -n kube-system -o jsonpath='{.data.Corefile}' | sed '/^ *logs$/d')
kubectl create configmap coredns -n kube-system --from-literal=Corefile="$corefile" --dry-run=client -o yaml |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
