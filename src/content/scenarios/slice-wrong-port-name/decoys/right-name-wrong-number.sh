# The names meet, but now the number is the Service's: nobody listens there.
kubectl patch endpointslice tiles-1 -n maps --type=json \
  -p '[{"op":"replace","path":"/ports/0","value":{"name":"http","port":80,"protocol":"TCP"}}]'
