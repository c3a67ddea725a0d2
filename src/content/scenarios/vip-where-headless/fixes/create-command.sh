# Without a manifest: create takes the name for its selector, and set selector puts that right.
kubectl delete service peers -n ledger
kubectl create service clusterip peers -n ledger --clusterip=None --tcp=7000:7000
kubectl set selector service peers -n ledger app=node
