# The full name of the Service that there is.
kubectl patch service stock -n orders -p '{"spec":{"externalName":"inventory.depot.svc.cluster.local"}}'
