# The third fault alone: the right port of a name that is not found.
kubectl set env deployment/biller -n invoicing LEDGER_URL=http://ledger
kubectl rollout status deployment/biller -n invoicing --timeout=120s
