# Worse than before: a Pod that is being deleted now stays among the endpoints until it is gone.
kubectl patch service cart -n checkout -p '{"spec":{"publishNotReadyAddresses":true}}'
