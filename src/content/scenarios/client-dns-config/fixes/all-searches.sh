# The configuration stays its own and becomes complete.
kubectl patch deployment newsletter -n newsroom -p '
{"spec":{"template":{"spec":{"dnsConfig":{"searches":["newsroom.svc.cluster.local","svc.cluster.local","cluster.local"],"options":[{"name":"ndots","value":"5"}]}}}}}'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
