# Two of three: names and addresses are right, and nothing translates port 80.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl delete endpointslice playout-annex -n studio
