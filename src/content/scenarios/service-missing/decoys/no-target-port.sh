# A half-fix: without --target-port the Service sends to port 80 of the Pods, where nothing listens.
kubectl expose deployment cart -n orders --port=80
