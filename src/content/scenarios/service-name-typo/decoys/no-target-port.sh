# A half-fix: the name is right, but without --target-port it sends to port 80 of the Pods.
kubectl expose deployment catalog -n library --port=80
