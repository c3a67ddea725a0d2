# A Service selects Pods of its own namespace; there are none of these in orders.
kubectl delete service stock -n orders
kubectl create service clusterip stock -n orders --tcp=8080:8080
kubectl set selector service stock -n orders app=inventory
