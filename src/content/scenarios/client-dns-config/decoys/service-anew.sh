# There was nothing wrong with the Service.
kubectl delete service subscribers -n press
kubectl expose deployment subscribers -n press --port=80 --target-port=http
