# New Pods, same labels.
kubectl rollout restart deployment/web -n shop
