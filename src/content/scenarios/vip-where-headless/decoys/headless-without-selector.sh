# Headless, but create's own selector app=peers finds none of the Pods.
kubectl delete service peers -n ledger
kubectl create service clusterip peers -n ledger --clusterip=None --tcp=7000:7000
