# userspace was a mode once; there has been none of that name since Kubernetes 1.26.
kubectl get configmap kube-proxy -n kube-system -o yaml |
  sed 's/^    mode: .*/    mode: userspace/' | kubectl replace -f -
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
