# New Pods again: the rules on the nodes still name Pods that are long gone.
kubectl rollout restart deployment/api -n orders
kubectl rollout status deployment/api -n orders --timeout=120s
