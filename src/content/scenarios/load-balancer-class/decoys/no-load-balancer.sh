# Half of the way: without the type there is no class, and no load balancer.
kubectl patch service portal -n gallery -p '{"spec":{"type":"ClusterIP"}}'
