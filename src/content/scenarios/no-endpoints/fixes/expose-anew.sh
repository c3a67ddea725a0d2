# A new Service takes its selector from the Deployment.
kubectl delete service web -n shop
kubectl expose deployment web -n shop --port=80 --target-port=8080
