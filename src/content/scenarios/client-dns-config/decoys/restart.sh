# New Pods, same configuration.
kubectl rollout restart deployment/newsletter -n press
kubectl rollout status deployment/newsletter -n press --timeout=120s
