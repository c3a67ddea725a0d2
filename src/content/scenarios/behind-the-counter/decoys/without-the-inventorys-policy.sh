# Everything is answered, and the inventory answers everybody.
kubectl patch networkpolicy till-egress -n counter --type=json \
  -p '[{"op":"add","path":"/spec/egress/1/ports/-","value":{"protocol":"UDP","port":53}}]'
kubectl set selector service inventory app=inventory -n stock
kubectl delete networkpolicy inventory-clients -n stock
