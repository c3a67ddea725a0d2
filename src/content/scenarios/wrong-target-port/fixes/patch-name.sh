# The name that the Pods give that port: it holds when the number changes.
kubectl patch service web -n shop --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
