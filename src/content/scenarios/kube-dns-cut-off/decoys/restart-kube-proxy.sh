# kube-proxy did its work: it refuses, since kube-dns has no endpoints.
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
