# The name that the Pods give their port.
kubectl patch service catalog -n library --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
