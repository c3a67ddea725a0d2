# Without the field the policy is the usual one.
kubectl patch service rates -n payments --type=json \
  -p '[{"op":"remove","path":"/spec/internalTrafficPolicy"}]'
