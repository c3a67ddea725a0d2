# The other side: the Service's port gets the name of the slice's port.
kubectl patch service tiles -n maps --type=json -p '[{"op":"replace","path":"/spec/ports/0/name","value":"tiles"}]'
