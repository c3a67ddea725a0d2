# The listeners are served again; the peers' Service still has a virtual IP and gives no Pod a name.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl delete endpointslice playout-annex -n studio
kubectl delete service playout -n studio
kubectl expose service playout-peers -n studio --name=playout --port=80 --target-port=http
