# Two of three: name and port are right in full length, and the node's name server knows no name of the cluster.
kubectl set env deployment/biller -n invoicing LEDGER_URL=http://ledger.accounts.svc.cluster.local
kubectl rollout status deployment/biller -n invoicing --timeout=120s
