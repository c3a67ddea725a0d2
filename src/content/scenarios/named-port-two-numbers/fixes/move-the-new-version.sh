# The new version listens where the Service sends.
kubectl patch deployment stock-v2 -n warehouse -p '
{"spec":{"template":{"spec":{"containers":[{"name":"stock",
  "args":["serve-hostname","--port=8080"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":8080}]}]}}}}'
kubectl rollout status deployment/stock-v2 -n warehouse --timeout=120s
