# Spelt right, in a namespace where there is no such Service.
kubectl patch service stock -n orders -p '{"spec":{"externalName":"inventory.orders.svc.cluster.local"}}'
