# A half-fix: in a zone svc.cluster.local the plugin looks for names that end in svc.svc.cluster.local.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's/kubernetes travel\.internal /kubernetes svc.cluster.local /' |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
