# The manifest without that line, replaced as a whole; apply would leave the key where it is.
kubectl get daemonset kube-proxy -n kube-system -o yaml | sed '/^ *maintenance: finished$/d' | kubectl replace -f -
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
