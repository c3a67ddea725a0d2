# Names resolve again, but the agents see their own network instead of the node's, which they are there for.
kubectl patch daemonset agent -n fleet -p '
{"spec":{"template":{"spec":{"hostNetwork":null}}}}'
kubectl rollout status daemonset/agent -n fleet --timeout=120s
