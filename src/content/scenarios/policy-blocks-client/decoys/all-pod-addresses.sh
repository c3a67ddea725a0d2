# The Pods' whole network: the front end is in it, and so is everybody else.
kubectl patch networkpolicy api-clients -n orders --type=json -p '
[{"op":"add","path":"/spec/ingress/0/from/-","value":{"ipBlock":{"cidr":"10.244.0.0/16"}}}]'
