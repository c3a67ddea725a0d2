# There was nothing wrong with the Service.
kubectl delete service collector -n fleet
kubectl expose deployment collector -n fleet --port=80 --target-port=http
