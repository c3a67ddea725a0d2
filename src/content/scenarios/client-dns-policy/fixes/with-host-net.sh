# The policy that means the cluster's DNS also on the node's network.
kubectl patch daemonset agent -n fleet -p '
{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirstWithHostNet"}}}}'
kubectl rollout status daemonset/agent -n fleet --timeout=120s
