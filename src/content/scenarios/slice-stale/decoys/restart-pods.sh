# New Pods for those that always answered.
kubectl rollout restart deployment/photos -n gallery
kubectl rollout status deployment/photos -n gallery --timeout=120s
