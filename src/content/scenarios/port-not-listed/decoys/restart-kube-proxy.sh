# kube-proxy did its work: it has rules for the ports that the Service lists, and for no other.
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
