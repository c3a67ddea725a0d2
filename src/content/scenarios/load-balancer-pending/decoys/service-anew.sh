# A new Service waits like the last one.
kubectl delete service shopfront -n outlet
kubectl expose deployment shopfront -n outlet --type=LoadBalancer --port=80 --target-port=http
