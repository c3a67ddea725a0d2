# Back to the template without the demand.
kubectl rollout undo deployment/report -n analytics
kubectl rollout status deployment/report -n analytics --timeout=120s
