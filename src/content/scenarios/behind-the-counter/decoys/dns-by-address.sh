# The address of Service kube-dns as an ipBlock: when the policy looks, the packet goes to a Pod already.
kubectl set selector service inventory app=inventory -n stock
kubectl patch networkpolicy inventory-clients -n stock --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
kubectl patch networkpolicy till-egress -n counter --type=json -p '[
  {"op":"add","path":"/spec/egress/-","value":{
    "to":[{"ipBlock":{"cidr":"10.96.0.10/32"}}],"ports":[{"protocol":"UDP","port":53}]}}]'
