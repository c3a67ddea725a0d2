# Both versions call their port http; each Pod is asked for its own number.
kubectl patch service stock -n warehouse --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
