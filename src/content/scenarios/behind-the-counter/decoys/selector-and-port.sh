# Two of three: by its clusterIP the inventory answers; the tills know it by name only.
kubectl set selector service inventory app=inventory -n stock
kubectl patch networkpolicy inventory-clients -n stock --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
