# The same as a JSON patch.
kubectl patch deployment coredns -n kube-system --type=json \
  -p '[{"op":"replace","path":"/spec/replicas","value":3}]'
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
