# Scaling counts the Deployment's own Pods; it does not see the other one.
kubectl scale deployment desk -n tickets --replicas=2
kubectl rollout status deployment/desk -n tickets --timeout=120s
kubectl scale deployment desk -n tickets --replicas=3
kubectl rollout status deployment/desk -n tickets --timeout=120s
