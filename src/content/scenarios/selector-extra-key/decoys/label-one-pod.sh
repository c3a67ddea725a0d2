# One Pod gets the label by hand: it answers alone, and its replacement will not have it.
pod=$(kubectl get pods -n library -l app=catalogue -o jsonpath='{.items[0].metadata.name}')
kubectl label pod "$pod" -n library track=stable
