# The right port, but for everybody.
kubectl patch networkpolicy keys-clients -n vault --type=json \
  -p '[{"op":"replace","path":"/spec/ingress","value":[{"ports":[{"protocol":"TCP","port":8080}]}]}]'
