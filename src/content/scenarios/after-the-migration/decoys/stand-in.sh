# Somebody who answers on port 9000 next door: the invoices are booked by a program that is not the ledger.
kubectl patch deployment biller -n invoicing -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl delete service ledger -n invoicing
kubectl create deployment ledger -n invoicing --image=registry.k8s.io/e2e-test-images/agnhost:2.53 \
  -- /agnhost serve-hostname --port=9000
kubectl expose deployment ledger -n invoicing --port=9000
kubectl rollout status deployment/ledger -n invoicing --timeout=120s
kubectl rollout status deployment/biller -n invoicing --timeout=120s
