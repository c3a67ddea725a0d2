# A client that asks 8080 instead gets an answer; the other clients ask 80.
kubectl exec -n billing client -- wget -qO- -T 3 http://invoices:8080
