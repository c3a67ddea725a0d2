# Sends the Service's traffic to a port on which nothing listens.
kubectl patch service web -n shop --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":9090}]'
