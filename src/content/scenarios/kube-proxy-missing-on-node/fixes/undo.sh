# Back to the DaemonSet's previous revision.
kubectl rollout undo daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
