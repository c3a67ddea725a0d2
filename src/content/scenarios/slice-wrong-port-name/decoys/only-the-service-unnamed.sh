# One name gone: an empty name is not the name that the slice has.
kubectl patch service tiles -n maps --type=json -p '[{"op":"remove","path":"/spec/ports/0/name"}]'
