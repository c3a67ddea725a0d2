# An address instead of a name goes round all three faults, until the Service is made anew. The brief forbids it.
ip=$(kubectl get service ledger -n accounts -o jsonpath='{.spec.clusterIP}')
kubectl set env deployment/biller -n invoicing LEDGER_URL="http://$ip"
kubectl rollout status deployment/biller -n invoicing --timeout=120s
