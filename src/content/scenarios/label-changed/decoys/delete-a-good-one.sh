# The wrong Pod: the ReplicaSet replaces it at once.
pod=$(kubectl get pods -n tickets -l app=desk -o jsonpath='{.items[0].metadata.name}')
kubectl delete pod "$pod" -n tickets
kubectl rollout status deployment/desk -n tickets --timeout=120s
