# A half-fix: ndots says when the list of suffixes is used; there is no list.
kubectl patch deployment newsletter -n newsroom -p '
{"spec":{"template":{"spec":{"dnsConfig":{"options":[{"name":"ndots","value":"5"}]}}}}}'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
