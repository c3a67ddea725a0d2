# A half-fix: the node's server stands first, and its answer, no such name, is final.
kubectl patch daemonset agent -n fleet -p '
{"spec":{"template":{"spec":{"dnsConfig":{"nameservers":["10.96.0.10"],"searches":["fleet.svc.cluster.local"]}}}}}'
kubectl rollout status daemonset/agent -n fleet --timeout=120s
