# Crashing Pods do not answer more for being asked less.
kubectl patch deployment coredns -n kube-system --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
