# The same field by a strategic merge patch.
kubectl patch deployment catalog -n library -p '
{"spec":{"template":{"spec":{"containers":[
  {"name":"catalog","image":"registry.k8s.io/e2e-test-images/agnhost:2.53"}]}}}}'
kubectl rollout status deployment/catalog -n library --timeout=120s
