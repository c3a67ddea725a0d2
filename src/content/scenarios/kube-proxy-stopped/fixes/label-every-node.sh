# The other way round: every node meets the condition.
kubectl label nodes --all maintenance=finished --overwrite
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
