# A half-fix: subscribers.press.press.svc.cluster.local is no name of anything.
kubectl patch deployment newsletter -n press -p '
{"spec":{"template":{"spec":{"dnsConfig":{"searches":["press.svc.cluster.local"]}}}}}'
kubectl rollout status deployment/newsletter -n press --timeout=120s
