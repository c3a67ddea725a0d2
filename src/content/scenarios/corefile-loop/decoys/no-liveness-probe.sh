# The kubelet does not end these Pods; they end themselves.
kubectl patch deployment coredns -n kube-system --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/containers/0/livenessProbe"}]'
