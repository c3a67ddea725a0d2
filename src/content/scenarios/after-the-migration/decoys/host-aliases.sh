# The same address in /etc/hosts: the name resolves without DNS, to what was right today. The brief forbids it.
ip=$(kubectl get service ledger -n accounts -o jsonpath='{.spec.clusterIP}')
kubectl patch deployment biller -n invoicing \
  -p "{\"spec\":{\"template\":{\"spec\":{\"hostAliases\":[{\"ip\":\"$ip\",\"hostnames\":[\"ledger\"]}]}}}}"
kubectl set env deployment/biller -n invoicing LEDGER_URL=http://ledger
kubectl rollout status deployment/biller -n invoicing --timeout=120s
