# The one key, by its path.
kubectl patch service catalogue -n library --type=json -p '[{"op":"remove","path":"/spec/selector/track"}]'
