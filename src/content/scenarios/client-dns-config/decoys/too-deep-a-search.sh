# A half-fix: subscribers.newsroom.newsroom.svc.cluster.local is no name of anything.
kubectl patch deployment newsletter -n newsroom -p '
{"spec":{"template":{"spec":{"dnsConfig":{"searches":["newsroom.svc.cluster.local"]}}}}}'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
