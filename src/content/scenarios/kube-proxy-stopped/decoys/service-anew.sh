# A new clusterIP, for which no node has any rule at all.
kubectl delete service api -n orders
kubectl expose deployment api -n orders --port=8080 --target-port=http
