# TODO: a half-fix. Here: the right port, but with a target where nothing listens.
kubectl patch service web -n shop --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0","value":{"name":"http","port":80,"targetPort":80}}]'
