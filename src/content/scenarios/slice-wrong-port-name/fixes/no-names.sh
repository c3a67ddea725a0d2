# A single port needs no name; then neither side may have one.
kubectl patch service tiles -n maps --type=json -p '[{"op":"remove","path":"/spec/ports/0/name"}]'
kubectl patch endpointslice tiles-1 -n maps --type=json -p '[{"op":"remove","path":"/ports/0/name"}]'
