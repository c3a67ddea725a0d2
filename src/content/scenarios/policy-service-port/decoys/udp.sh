# The right number over the wrong protocol.
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0","value":{"protocol":"UDP","port":8080}}]'
