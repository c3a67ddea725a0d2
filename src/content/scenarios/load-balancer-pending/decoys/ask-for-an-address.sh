# A wish for a certain address: nobody is there to read it.
kubectl patch service shopfront -n outlet -p '{"spec":{"loadBalancerIP":"172.18.0.200"}}'
