# Somebody tidied up: the Service is gone, and with it its EndpointSlices and its name.
kubectl delete service cart -n orders
