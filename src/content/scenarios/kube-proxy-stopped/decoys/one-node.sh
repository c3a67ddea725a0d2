# A half-fix: kube-proxy comes back on one node, and clients on the others wait as before.
kubectl label node service-clinic-worker maintenance=finished --overwrite
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
