# Hop by hop: the cluster's DNS, the alias's full name, the port that the ledger's Service lists.
kubectl patch deployment biller -n invoicing -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl patch service ledger -n invoicing -p '{"spec":{"externalName":"ledger.accounts.svc.cluster.local"}}'
kubectl set env deployment/biller -n invoicing LEDGER_URL=http://ledger
kubectl rollout status deployment/biller -n invoicing --timeout=120s
