# Without touching the Pods: the next attempt of each reads the repaired file.
kubectl get configmap coredns -n kube-system -o yaml |
  sed '/^ *logs$/d' |
  kubectl replace -f -
