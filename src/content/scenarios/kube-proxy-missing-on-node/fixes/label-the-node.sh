# The node gets the label that the others have.
kubectl label node service-clinic-worker2 network=managed
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
