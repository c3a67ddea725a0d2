# The alias resolves, to a Service that has no endpoints.
kubectl create service externalname invoices -n billing --external-name=invoices.default.svc.cluster.local
