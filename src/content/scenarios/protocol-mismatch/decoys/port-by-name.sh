# By name the Pods offer http over TCP only, so that the UDP port has no endpoint left.
kubectl patch service wiki -n intranet --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
