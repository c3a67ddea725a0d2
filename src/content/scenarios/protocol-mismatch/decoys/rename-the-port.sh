# Calling a port tcp does not make it one.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/name","value":"http-tcp"}]'
