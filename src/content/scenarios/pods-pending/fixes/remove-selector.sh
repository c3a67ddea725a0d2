# The Pods may run anywhere again.
kubectl patch deployment report -n analytics --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector"}]'
kubectl rollout status deployment/report -n analytics --timeout=120s
