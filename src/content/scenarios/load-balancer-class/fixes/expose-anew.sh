# A new Service under the same name; its clusterIP may be another one.
kubectl delete service portal -n gallery
kubectl expose deployment portal -n gallery --type=LoadBalancer --port=80 --target-port=http
