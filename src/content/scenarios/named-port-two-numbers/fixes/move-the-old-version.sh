# The old version follows the new one, and the Service both.
kubectl patch deployment stock-v1 -n warehouse -p '
{"spec":{"template":{"spec":{"containers":[{"name":"stock",
  "args":["serve-hostname","--port=9090"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":9090}]}]}}}}'
kubectl patch service stock -n warehouse -p '{"spec":{"ports":[{"port":80,"targetPort":9090}]}}'
kubectl rollout status deployment/stock-v1 -n warehouse --timeout=120s
