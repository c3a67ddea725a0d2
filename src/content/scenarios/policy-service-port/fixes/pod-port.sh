# The port on which the Pods listen.
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
