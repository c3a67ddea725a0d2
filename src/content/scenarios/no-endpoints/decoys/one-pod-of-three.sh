# A half-fix: one Pod gets the label by hand and leaves its Deployment; it answers alone.
pod=$(kubectl get pods -n shop -l app=web -o jsonpath='{.items[0].metadata.name}')
kubectl label pod "$pod" -n shop app=wbe --overwrite
