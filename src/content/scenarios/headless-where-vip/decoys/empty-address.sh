# An empty clusterIP is taken for “as before”: no change.
kubectl patch service fares -n travel -p '{"spec":{"clusterIP":""}}'
