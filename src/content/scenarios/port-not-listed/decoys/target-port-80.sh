# targetPort is where the Service sends to, not where it listens; now 8080 fails as well.
kubectl patch service invoices -n billing -p '{"spec":{"ports":[{"port":8080,"targetPort":80}]}}'
