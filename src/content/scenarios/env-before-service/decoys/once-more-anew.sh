# Made anew once more the Service has yet another address.
kubectl delete service ledger -n billing
kubectl expose deployment ledger -n billing --port=80 --target-port=http
