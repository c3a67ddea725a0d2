# New Pods have the same names, and DNS still does not publish them.
kubectl rollout restart statefulset/node -n ledger
kubectl rollout status statefulset/node -n ledger --timeout=120s
