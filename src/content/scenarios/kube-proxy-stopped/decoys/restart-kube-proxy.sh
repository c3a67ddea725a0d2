# A restart of no Pods starts none.
kubectl rollout restart daemonset/kube-proxy -n kube-system
