# The Deployment as it is, with another number, replaced as a whole.
kubectl get deployment coredns -n kube-system -o yaml | sed 's/^  replicas: 0$/  replicas: 2/' | kubectl replace -f -
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
