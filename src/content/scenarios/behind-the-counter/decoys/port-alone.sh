# The third fault alone: the inventory would let the tills in, if they found it.
kubectl patch networkpolicy inventory-clients -n stock --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
