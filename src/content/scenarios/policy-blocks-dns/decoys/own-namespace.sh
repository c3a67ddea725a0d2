# Without a namespace the selector looks in the policy's own, where no DNS server runs.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '
[{"op":"add","path":"/spec/egress/-","value":{
  "to":[{"podSelector":{"matchLabels":{"k8s-app":"kube-dns"}}}],
  "ports":[{"protocol":"UDP","port":53},{"protocol":"TCP","port":53}]}}]'
