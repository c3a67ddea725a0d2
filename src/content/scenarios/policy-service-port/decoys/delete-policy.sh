# Without the policy everybody gets in, on every port.
kubectl delete networkpolicy keys-clients -n vault
