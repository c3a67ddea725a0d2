# Says aloud what is the default anyway; on the node's network it means the node's name server.
kubectl patch daemonset agent -n fleet -p '
{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl rollout restart daemonset/agent -n fleet
kubectl rollout status daemonset/agent -n fleet --timeout=120s
