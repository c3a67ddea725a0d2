# A merge patch replaces the list as a whole.
kubectl patch deployment entrance -n festival --type=merge -p '
{"spec":{"template":{"spec":{"hostAliases":[{"ip":"192.0.2.90","hostnames":["gate"]}]}}}}'
kubectl rollout status deployment/entrance -n festival --timeout=120s
