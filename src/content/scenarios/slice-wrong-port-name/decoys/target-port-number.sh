# Without a selector nobody reads targetPort: the slice's port is the target.
kubectl patch service tiles -n maps --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":7000}]'
