# DNS asks over UDP first; the default protocol of a rule is TCP.
kubectl patch networkpolicy kiosk-egress -n kiosk --type=json -p '
[{"op":"add","path":"/spec/egress/-","value":{
  "to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}}}],
  "ports":[{"port":53}]}}]'
