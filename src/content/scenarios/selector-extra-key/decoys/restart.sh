# New Pods, same labels.
kubectl rollout restart deployment/catalogue -n library
kubectl rollout status deployment/catalogue -n library --timeout=120s
