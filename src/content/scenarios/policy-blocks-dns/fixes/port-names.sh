# The ports by the names that CoreDNS's Pods give them.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '
[{"op":"add","path":"/spec/egress/-","value":{
  "to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}},
         "podSelector":{"matchLabels":{"k8s-app":"kube-dns"}}}],
  "ports":[{"protocol":"UDP","port":"dns"},{"protocol":"TCP","port":"dns-tcp"}]}}]'
