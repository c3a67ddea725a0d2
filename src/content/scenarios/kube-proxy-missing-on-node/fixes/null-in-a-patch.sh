# null in a merge patch takes a key away.
kubectl patch daemonset kube-proxy -n kube-system --type=merge \
  -p '{"spec":{"template":{"spec":{"nodeSelector":{"network":null}}}}}'
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
