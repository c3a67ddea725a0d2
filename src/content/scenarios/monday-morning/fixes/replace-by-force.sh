# DNS by a patch, each Service replaced by force, and all slices of playout away: the controller writes its own again.
kubectl patch deployment coredns -n kube-system -p '{"spec":{"replicas":2}}'
kubectl get service playout -n studio -o yaml |
  sed -e '/^  clusterIP: /d' -e '/^  clusterIPs:$/,/^  - /d' -e '/^  resourceVersion: /d' -e '/^  uid: /d' |
  kubectl replace --force -f -
kubectl get service playout-peers -n studio -o yaml |
  sed -e 's/^  clusterIP: .*/  clusterIP: None/' -e '/^  clusterIPs:$/,/^  - /d' -e '/^  resourceVersion: /d' -e '/^  uid: /d' |
  kubectl replace --force -f -
kubectl delete endpointslices -n studio -l kubernetes.io/service-name=playout
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
