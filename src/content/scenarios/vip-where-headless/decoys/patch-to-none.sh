# The address of a Service may not change once set: refused.
kubectl patch service peers -n ledger -p '{"spec":{"clusterIP":"None","clusterIPs":["None"]}}' || true
