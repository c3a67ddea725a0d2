# The Service is called kube-dns, the label of its Pods is k8s-app=kube-dns.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '
[{"op":"add","path":"/spec/egress/-","value":{
  "to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}},
         "podSelector":{"matchLabels":{"app":"kube-dns"}}}],
  "ports":[{"protocol":"UDP","port":53},{"protocol":"TCP","port":53}]}}]'
