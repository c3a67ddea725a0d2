# The address of a Service may not change once set, and None counts as set: refused.
kubectl patch service fares -n travel -p '{"spec":{"clusterIP":"10.96.0.77","clusterIPs":["10.96.0.77"]}}' || true
