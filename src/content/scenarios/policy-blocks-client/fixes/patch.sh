# The same as a JSON patch: the entry that is there gets its namespace.
kubectl patch networkpolicy api-clients -n orders --type=json -p '
[{"op":"add","path":"/spec/ingress/0/from/0/namespaceSelector",
  "value":{"matchLabels":{"kubernetes.io/metadata.name":"storefront"}}}]'
