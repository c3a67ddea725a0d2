# The new clusterIP is as unknown to that node as the last one.
kubectl delete service search -n mail
kubectl expose deployment search -n mail --port=9200 --target-port=http
