# Back to the Pod template before the last change.
kubectl rollout undo deployment/orders -n bakery
kubectl rollout status deployment/orders -n bakery --timeout=120s
