# The configuration stays its own and becomes complete.
kubectl patch deployment newsletter -n press -p '
{"spec":{"template":{"spec":{"dnsConfig":{"searches":["press.svc.cluster.local","svc.cluster.local","cluster.local"],"options":[{"name":"ndots","value":"5"}]}}}}}'
kubectl rollout status deployment/newsletter -n press --timeout=120s
