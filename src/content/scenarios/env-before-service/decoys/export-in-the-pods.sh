# A variable exported in a shell beside the program is not the program's.
ip=$(kubectl get service ledger -n billing -o jsonpath='{.spec.clusterIP}')
for pod in $(kubectl get pods -n billing -l app=invoicer -o jsonpath='{.items[*].metadata.name}'); do
  kubectl exec -n billing "$pod" -- sh -c "export LEDGER_SERVICE_HOST=$ip; wget -qO- -T 2 http://\$LEDGER_SERVICE_HOST:80/"
done
