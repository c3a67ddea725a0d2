# The full name of the Service that exists.
kubectl patch service stock -n orders -p '{"spec":{"externalName":"inventory.depot.svc.cluster.local"}}'
