# TODO: another way to the same end. Here: the Service made anew.
kubectl delete service web -n shop
kubectl expose deployment web -n shop --port=80 --target-port=http
