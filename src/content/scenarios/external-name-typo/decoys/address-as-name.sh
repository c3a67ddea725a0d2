# The clusterIP in place of a name: the API accepts it, and DNS takes it for a name, which nobody has.
ip=$(kubectl get service inventory -n depot -o jsonpath='{.spec.clusterIP}')
kubectl patch service stock -n orders -p "{\"spec\":{\"externalName\":\"$ip\"}}"
