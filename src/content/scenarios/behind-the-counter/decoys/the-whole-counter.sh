# The right port, for the whole namespace: the kiosk in the shop window gets in as well.
kubectl patch networkpolicy till-egress -n counter --type=json \
  -p '[{"op":"add","path":"/spec/egress/1/ports/-","value":{"protocol":"UDP","port":53}}]'
kubectl set selector service inventory app=inventory -n stock
kubectl patch networkpolicy inventory-clients -n stock --type=json -p '[
  {"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080},
  {"op":"remove","path":"/spec/ingress/0/from/0/podSelector"}]'
