# A half-fix: the right suffixes, and the wrong server is asked for them.
kubectl patch daemonset agent -n fleet -p '
{"spec":{"template":{"spec":{"dnsConfig":{"searches":["fleet.svc.cluster.local","svc.cluster.local"],"options":[{"name":"ndots","value":"5"}]}}}}}'
kubectl rollout status daemonset/agent -n fleet --timeout=120s
