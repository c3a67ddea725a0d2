# New Pods behind the same virtual IP: DNS still gives that one address.
kubectl rollout restart statefulset/node -n ledger
kubectl rollout status statefulset/node -n ledger --timeout=120s
