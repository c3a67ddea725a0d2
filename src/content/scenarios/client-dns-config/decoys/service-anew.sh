# There was nothing wrong with the Service.
kubectl delete service subscribers -n newsroom
kubectl expose deployment subscribers -n newsroom --port=80 --target-port=http
