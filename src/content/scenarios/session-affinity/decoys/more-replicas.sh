# The client stays with the Pod that it has; the new ones wait for other clients.
kubectl scale deployment render -n print --replicas=5
kubectl rollout status deployment/render -n print --timeout=120s
