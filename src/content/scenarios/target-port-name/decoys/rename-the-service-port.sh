# The name of the Service's own port is another thing: no Pod is asked for it.
kubectl patch service catalog -n library --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/name","value":"http-web"}]'
