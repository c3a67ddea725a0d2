# An invented address under spec.externalIPs: the same, and the load balancer is still pending.
kubectl patch service shopfront -n outlet -p '{"spec":{"externalIPs":["203.0.113.50"]}}'
