# Expose takes all of that Pod's labels for the selector, its own name among them: a headless Service of one.
kubectl delete service peers -n ledger
kubectl expose pod node-0 -n ledger --name=peers --cluster-ip=None --port=7000
