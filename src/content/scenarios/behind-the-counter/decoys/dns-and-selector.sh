# Two of three: name and endpoints are right, and refusal has become silence.
kubectl patch networkpolicy till-egress -n counter --type=json \
  -p '[{"op":"add","path":"/spec/egress/1/ports/-","value":{"protocol":"UDP","port":53}}]'
kubectl set selector service inventory app=inventory -n stock
