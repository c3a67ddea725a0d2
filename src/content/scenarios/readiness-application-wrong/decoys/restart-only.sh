# New Pods read the same wrong name.
kubectl rollout restart deployment/booking -n clinic
