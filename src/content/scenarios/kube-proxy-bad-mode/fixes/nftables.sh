# Another mode that exists.
kubectl get configmap kube-proxy -n kube-system -o yaml |
  sed 's/^    mode: .*/    mode: nftables/' | kubectl replace -f -
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
