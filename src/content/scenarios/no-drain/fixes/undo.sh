# Back to the Pod template before the last change, which had a preStop hook.
kubectl rollout undo deployment/cart -n checkout
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
