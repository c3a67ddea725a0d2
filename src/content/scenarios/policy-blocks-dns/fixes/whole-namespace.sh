# Port 53 of whatever runs in kube-system: wider, and enough.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '
[{"op":"add","path":"/spec/egress/-","value":{
  "to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}}}],
  "ports":[{"protocol":"UDP","port":53},{"protocol":"TCP","port":53}]}}]'
