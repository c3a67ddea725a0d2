# There was nothing wrong with the Service web.
kubectl delete service web -n shop
kubectl expose deployment web -n shop --port=80 --target-port=http
