# A longer grace period is a longer limit, not a wait: the server still ends as soon as it is told.
kubectl patch deployment cart -n checkout -p '{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":30}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
