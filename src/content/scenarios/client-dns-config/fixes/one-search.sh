# The one suffix that makes this name whole; without ndots the name is tried as it stands first.
kubectl patch deployment newsletter -n newsroom -p '
{"spec":{"template":{"spec":{"dnsConfig":{"searches":["svc.cluster.local"]}}}}}'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
