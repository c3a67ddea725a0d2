# New Pods are asked for the same path.
kubectl delete pods -n bakery -l app=orders
