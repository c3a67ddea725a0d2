# The new zone may stay as long as the old one is served, too.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's/kubernetes travel\.internal /kubernetes cluster.local travel.internal /' |
  kubectl replace -f -
kubectl rollout restart deployment/coredns -n kube-system
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
