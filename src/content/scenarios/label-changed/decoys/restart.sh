# A restart replaces what the Deployment owns, and leaves the other one.
kubectl rollout restart deployment/desk -n tickets
kubectl rollout status deployment/desk -n tickets --timeout=120s
