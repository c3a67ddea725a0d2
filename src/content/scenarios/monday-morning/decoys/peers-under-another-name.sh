# A headless Service that the StatefulSet does not name as its own gives its Pods no names.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl delete endpointslice playout-annex -n studio
kubectl delete service playout -n studio
kubectl expose service playout-peers -n studio --name=playout --port=80 --target-port=http
kubectl expose service playout-peers -n studio --name=playout-headless --cluster-ip=None --port=8080 --target-port=http
