# Without a cluster IP the name leads straight to the Pods, and there nothing listens on port 80.
kubectl expose deployment cart -n orders --port=80 --target-port=http --cluster-ip=None
