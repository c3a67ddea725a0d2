# The class goes with the type, and the type comes back without it; name and clusterIP stay.
kubectl patch service portal -n gallery -p '{"spec":{"type":"ClusterIP"}}'
kubectl patch service portal -n gallery -p '{"spec":{"type":"LoadBalancer"}}'
