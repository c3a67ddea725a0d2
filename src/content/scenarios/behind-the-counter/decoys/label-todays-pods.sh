# Labels on living Pods: the Service finds them until the first of them is replaced.
kubectl patch networkpolicy till-egress -n counter --type=json \
  -p '[{"op":"add","path":"/spec/egress/1/ports/-","value":{"protocol":"UDP","port":53}}]'
kubectl patch networkpolicy inventory-clients -n stock --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
kubectl label pods -n stock -l app=inventory tier=backend
