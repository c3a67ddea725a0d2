# The DaemonSet as it is, with the other policy, replaced as a whole.
kubectl get daemonset agent -n fleet -o yaml | sed 's/dnsPolicy: ClusterFirst$/dnsPolicy: ClusterFirstWithHostNet/' | kubectl replace -f -
kubectl rollout status daemonset/agent -n fleet --timeout=120s
