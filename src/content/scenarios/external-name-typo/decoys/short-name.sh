# The target of an alias is an absolute name: no search list is tried for it.
kubectl patch service stock -n orders -p '{"spec":{"externalName":"inventory.depot"}}'
