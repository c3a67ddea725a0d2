# The loop the long way round: kube-dns sends the query back to these very Pods.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's,forward \. 127\.0\.0\.1 ,forward . 10.96.0.10 ,' |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
