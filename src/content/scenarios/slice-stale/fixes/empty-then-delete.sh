# First out of the traffic, then out of the cluster.
kubectl patch endpointslice photos-old -n gallery --type=json -p '[{"op":"replace","path":"/endpoints","value":[]}]'
kubectl delete endpointslice photos-old -n gallery
