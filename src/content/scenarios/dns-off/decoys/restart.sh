# Restarting a Deployment of no replicas starts none.
kubectl rollout restart deployment/coredns -n kube-system
