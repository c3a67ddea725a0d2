# There was nothing wrong with the Service.
kubectl delete service forecast -n weather
kubectl expose deployment forecast -n weather --port=80 --target-port=http
