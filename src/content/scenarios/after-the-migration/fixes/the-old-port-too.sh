# The other way round: the ledger's Service listens on the old port as well, so the address can stay as it is.
kubectl patch deployment biller -n invoicing -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl delete service ledger -n invoicing
kubectl create service externalname ledger -n invoicing --external-name=ledger.accounts.svc.cluster.local
kubectl patch service ledger -n accounts --type=json \
  -p '[{"op":"add","path":"/spec/ports/-","value":{"name":"legacy","port":9000,"targetPort":"http"}}]'
kubectl rollout status deployment/biller -n invoicing --timeout=120s
