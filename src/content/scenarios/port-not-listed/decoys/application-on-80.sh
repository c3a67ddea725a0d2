# The application moved to 80, and the Service still has no port 80 of its own.
kubectl patch deployment invoices -n billing -p '
{"spec":{"template":{"spec":{"containers":[{"name":"invoices",
  "args":["serve-hostname","--port=80"],
  "ports":[{"$patch":"replace"},{"name":"http","containerPort":80}]}]}}}}'
kubectl rollout status deployment/invoices -n billing --timeout=120s
