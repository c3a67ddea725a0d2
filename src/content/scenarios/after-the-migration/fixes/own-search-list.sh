# All of resolv.conf spelled out: the short name is looked for in the namespace of the ledger.
kubectl patch deployment biller -n invoicing -p '
{"spec":{"template":{"spec":{"dnsPolicy":"None","dnsConfig":{
  "nameservers":["10.96.0.10"],
  "searches":["accounts.svc.cluster.local","svc.cluster.local","cluster.local"],
  "options":[{"name":"ndots","value":"5"}]}}}}}'
kubectl set env deployment/biller -n invoicing LEDGER_URL=http://ledger:80
kubectl rollout status deployment/biller -n invoicing --timeout=120s
