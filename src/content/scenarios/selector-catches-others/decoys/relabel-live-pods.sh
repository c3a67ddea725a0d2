# The shared label taken off running Pods: their replacements carry it again.
kubectl label pods -n market -l app=orders env-
pod=$(kubectl get pods -n market -l app=orders -o jsonpath='{.items[0].metadata.name}')
kubectl delete pod "$pod" -n market
