# kube-proxy did its work: it has rules for UDP port 80, as it was told.
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
