# The same by expose.
kubectl delete service fares -n travel
kubectl expose deployment fares -n travel --port=80 --target-port=http
