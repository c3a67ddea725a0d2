# The same field by a patch; one replica resolves names, too.
kubectl patch deployment coredns -n kube-system -p '{"spec":{"replicas":1}}'
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
