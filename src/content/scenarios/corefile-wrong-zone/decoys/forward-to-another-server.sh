# Nobody outside knows the names of this cluster, whoever is asked.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's,forward \. /etc/resolv.conf,forward . 203.0.113.53,' |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
