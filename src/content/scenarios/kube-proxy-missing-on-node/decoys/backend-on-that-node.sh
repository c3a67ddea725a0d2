# Pods beside the client do not help: it is the clusterIP that its node does not know.
kubectl scale deployment search -n mail --replicas=4
kubectl rollout status deployment/search -n mail --timeout=120s
