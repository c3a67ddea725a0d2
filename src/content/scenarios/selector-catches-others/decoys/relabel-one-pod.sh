# One of the two strangers is out; the other still answers.
pod=$(kubectl get pods -n market -l app=orders -o jsonpath='{.items[0].metadata.name}')
kubectl label pod "$pod" -n market env-
