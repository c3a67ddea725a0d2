# The zone that the kubelet writes into every Pod.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's/kubernetes travel\.internal /kubernetes cluster.local /' |
  kubectl replace -f -
kubectl rollout restart deployment/coredns -n kube-system
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
