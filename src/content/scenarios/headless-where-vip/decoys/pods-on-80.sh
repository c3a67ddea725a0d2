# Requests are answered again, by the Pods directly; there is still no virtual IP, which the brief asks for.
kubectl patch deployment fares -n travel -p '
{"spec":{"template":{"spec":{"containers":[{"name":"fares",
  "args":["serve-hostname","--port=80"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":80}]}]}}}}'
kubectl rollout status deployment/fares -n travel --timeout=120s
