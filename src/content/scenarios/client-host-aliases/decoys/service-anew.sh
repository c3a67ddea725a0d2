# There was nothing wrong with the Service.
kubectl delete service tickets -n festival
kubectl expose deployment tickets -n festival --port=80 --target-port=http
