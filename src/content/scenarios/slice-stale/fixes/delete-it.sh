# The slice that no controller keeps.
kubectl delete endpointslice photos-old -n gallery
