# CoreDNS gave the right answer: the name, as it was asked, does not exist.
kubectl rollout restart deployment/coredns -n kube-system
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
