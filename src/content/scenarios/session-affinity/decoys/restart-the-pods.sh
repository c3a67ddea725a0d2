# New Pods: the client is tied to another one.
kubectl rollout restart deployment/render -n print
kubectl rollout status deployment/render -n print --timeout=120s
