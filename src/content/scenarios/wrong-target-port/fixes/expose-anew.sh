# A new Service under the same name; its clusterIP may be another one.
kubectl delete service web -n shop
kubectl expose deployment web -n shop --port=80 --target-port=http
