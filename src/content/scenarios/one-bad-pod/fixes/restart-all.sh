# All Pods are replaced: expensive, but sure.
kubectl rollout restart deployment/forecast -n weather
kubectl rollout status deployment/forecast -n weather --timeout=120s
