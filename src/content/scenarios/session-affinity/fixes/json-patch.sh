# Both fields go; without them no client is tied to a Pod.
kubectl patch service render -n print --type=json -p '[
  {"op":"remove","path":"/spec/sessionAffinityConfig"},{"op":"remove","path":"/spec/sessionAffinity"}]'
