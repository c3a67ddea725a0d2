# A half-fix: the replicas are back, but no node matches where they may run.
kubectl patch deployment coredns -n kube-system \
  -p '{"spec":{"replicas":2,"template":{"spec":{"nodeSelector":{"dns":"here"}}}}}'
