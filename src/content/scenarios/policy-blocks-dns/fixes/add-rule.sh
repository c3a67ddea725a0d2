# One more rule: the Pods of the cluster's DNS, over both protocols.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '
[{"op":"add","path":"/spec/egress/-","value":{
  "to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}},
         "podSelector":{"matchLabels":{"k8s-app":"kube-dns"}}}],
  "ports":[{"protocol":"UDP","port":53},{"protocol":"TCP","port":53}]}}]'
