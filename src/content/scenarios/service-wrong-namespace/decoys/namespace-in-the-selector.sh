# A selector sees only Pods of its own namespace; this label is one of namespaces, not of Pods.
kubectl patch service invoices -n default -p '{"spec":{"selector":{"kubernetes.io/metadata.name":"billing"}}}'
