# The slice's port gets the name of the Service's port.
kubectl patch endpointslice tiles-1 -n maps --type=json -p '[{"op":"replace","path":"/ports/0/name","value":"http"}]'
