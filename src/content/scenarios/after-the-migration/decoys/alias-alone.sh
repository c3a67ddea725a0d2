# The second fault alone: the alias is right, and the biller asks a server that has never heard of it.
kubectl patch service ledger -n invoicing -p '{"spec":{"externalName":"ledger.accounts.svc.cluster.local"}}'
kubectl rollout restart deployment/biller -n invoicing
kubectl rollout status deployment/biller -n invoicing --timeout=120s
