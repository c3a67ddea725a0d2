# While the type stays the class may not change; the API server refuses.
kubectl patch service portal -n gallery -p '{"spec":{"loadBalancerClass":null}}' || true
