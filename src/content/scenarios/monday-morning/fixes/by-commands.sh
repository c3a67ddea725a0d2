# Without a manifest: expose takes the selector of a Service that is there; one DNS Pod is enough to begin with.
kubectl delete endpointslices -n studio \
  -l 'kubernetes.io/service-name=playout,endpointslice.kubernetes.io/managed-by!=endpointslice-controller.k8s.io'
kubectl delete service playout -n studio
kubectl expose service playout-peers -n studio --name=playout --port=80 --target-port=8080
kubectl delete service playout-peers -n studio
kubectl expose service playout -n studio --name=playout-peers --cluster-ip=None --port=8080 --target-port=8080
kubectl scale deployment coredns -n kube-system --replicas=1
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
