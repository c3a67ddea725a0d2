# The port that the clients use.
kubectl patch service invoices -n billing --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/port","value":80}]'
