# The kind of address is settled when a Service is made: both patches are refused.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl delete endpointslice playout-annex -n studio
kubectl patch service playout -n studio -p '{"spec":{"clusterIP":"10.96.0.88","clusterIPs":["10.96.0.88"]}}' || true
kubectl patch service playout-peers -n studio -p '{"spec":{"clusterIP":"None","clusterIPs":["None"]}}' || true
