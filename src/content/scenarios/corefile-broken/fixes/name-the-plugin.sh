# The plugin that prints queries is called log.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's/^\( *\)logs$/\1log/' |
  kubectl replace -f -
kubectl rollout restart deployment/coredns -n kube-system
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
