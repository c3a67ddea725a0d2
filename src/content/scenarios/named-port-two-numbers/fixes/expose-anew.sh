# A new Service of the same name over both versions, by the port's name.
kubectl delete service stock -n warehouse
kubectl expose deployment stock-v1 -n warehouse --name=stock --selector=app=stock --port=80 --target-port=http
