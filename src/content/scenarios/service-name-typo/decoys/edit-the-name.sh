# The name of an object cannot be changed: the API refuses.
kubectl patch service catalogue -n library -p '{"metadata":{"name":"catalog"}}' || true
