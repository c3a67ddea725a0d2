# New Pods, same template.
kubectl rollout restart deployment/entrance -n festival
kubectl rollout status deployment/entrance -n festival --timeout=120s
