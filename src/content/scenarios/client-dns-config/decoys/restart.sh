# New Pods, same configuration.
kubectl rollout restart deployment/newsletter -n newsroom
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
