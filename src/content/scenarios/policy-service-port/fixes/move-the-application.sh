# The other way round: the application listens on the port that the policy allows.
kubectl patch deployment keys -n vault -p '
{"spec":{"template":{"spec":{"containers":[{"name":"keys",
  "args":["serve-hostname","--port=80"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":80}]}]}}}}'
kubectl rollout status deployment/keys -n vault --timeout=120s
