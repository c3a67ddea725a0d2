# The Service asks for the load balancers of a vendor who is not there.
kubectl patch service portal -n gallery \
  -p '{"spec":{"type":"LoadBalancer","loadBalancerClass":"edge.example.com/gold"}}'
