# The DNS servers are well; only the kiosks' questions do not reach them.
kubectl rollout restart deployment/coredns -n kube-system
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
