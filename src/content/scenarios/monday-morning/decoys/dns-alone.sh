# The first fault alone: names resolve, to addresses that refuse port 80.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
