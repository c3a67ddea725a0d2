# Without ports every port is open to the signers, the one for administration too.
kubectl patch networkpolicy keys-clients -n vault --type=json -p '[{"op":"remove","path":"/spec/ingress/0/ports"}]'
