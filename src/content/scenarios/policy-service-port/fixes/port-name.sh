# The name of that port in the Pods: it holds when the number changes.
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":"http"}]'
