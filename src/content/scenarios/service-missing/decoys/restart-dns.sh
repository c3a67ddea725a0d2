# DNS forgets nothing: it tells the truth, there is no such Service.
kubectl rollout restart deployment/coredns -n kube-system
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
