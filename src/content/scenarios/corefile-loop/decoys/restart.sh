# New Pods read the same file and end the same way.
kubectl rollout restart deployment/coredns -n kube-system
