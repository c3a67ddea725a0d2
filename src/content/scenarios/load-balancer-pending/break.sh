# A load balancer is asked for in a cluster in which nobody makes any.
kubectl patch service shopfront -n outlet -p '{"spec":{"type":"LoadBalancer"}}'
