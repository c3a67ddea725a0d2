# An empty mode: kube-proxy takes the best one that the node offers.
kubectl get configmap kube-proxy -n kube-system -o yaml |
  sed 's/^    mode: .*/    mode: ""/' | kubectl replace -f -
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
