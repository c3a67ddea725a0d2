# The wrong line goes, and the plugin ready with it: the Pods run, but their readiness probe is never answered.
kubectl get configmap coredns -n kube-system -o yaml |
  sed -e '/^ *logs$/d' -e '/^ *ready$/d' |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
