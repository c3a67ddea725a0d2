# The alias made anew by a command.
kubectl delete service stock -n orders
kubectl create service externalname stock -n orders --external-name=inventory.depot.svc.cluster.local
