# New Pods of the same template declare the same name.
kubectl rollout restart deployment/catalog -n library
kubectl rollout status deployment/catalog -n library --timeout=120s
