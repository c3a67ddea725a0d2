# The same by way of NodePort: outside clients keep their port on the nodes meanwhile.
kubectl patch service portal -n gallery -p '{"spec":{"type":"NodePort"}}'
kubectl patch service portal -n gallery -p '{"spec":{"type":"LoadBalancer"}}'
