# Rougher: all slices of the Service go, and the controller writes its own again.
kubectl delete endpointslices -n gallery -l kubernetes.io/service-name=photos
