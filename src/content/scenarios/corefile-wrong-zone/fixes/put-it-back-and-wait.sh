# The same without a restart: the plugin reload sees the new file, each replica in its own time.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's/kubernetes travel\.internal /kubernetes cluster.local /' |
  kubectl replace -f -
