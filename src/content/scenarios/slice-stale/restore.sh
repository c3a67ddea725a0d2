# Where the label was taken off the slice kube-proxy still knows it, and would give it to the next Service
# of this name; a kube-proxy that starts anew does not.
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
