# Two of three: the name resolves at last, and on port 9000 the ledger's Service does not listen.
kubectl patch deployment biller -n invoicing -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl patch service ledger -n invoicing -p '{"spec":{"externalName":"ledger.accounts.svc.cluster.local"}}'
kubectl rollout status deployment/biller -n invoicing --timeout=120s
