# The other way round: let the application listen where the Service sends.
kubectl patch deployment web -n shop -p '
{"spec":{"template":{"spec":{"containers":[{"name":"web",
  "args":["serve-hostname","--port=9090"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":9090}]}]}}}}'
kubectl rollout status deployment/web -n shop --timeout=120s
