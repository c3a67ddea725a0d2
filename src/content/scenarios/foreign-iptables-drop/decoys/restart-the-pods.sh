# New Pods on the same nodes.
kubectl rollout restart deployment/menu deployment/prices -n kitchen
kubectl rollout status deployment/menu -n kitchen --timeout=120s
kubectl rollout status deployment/prices -n kitchen --timeout=120s
