# The biller asks for the ledger by name and namespace, and the alias has nobody left who needs it.
kubectl patch deployment biller -n invoicing --type=json -p '[{"op":"remove","path":"/spec/template/spec/dnsPolicy"}]'
kubectl set env deployment/biller -n invoicing LEDGER_URL=http://ledger.accounts
kubectl delete service ledger -n invoicing
kubectl rollout status deployment/biller -n invoicing --timeout=120s
