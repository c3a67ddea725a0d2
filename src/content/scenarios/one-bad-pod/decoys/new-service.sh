# A new Service finds the same Pods.
kubectl delete service forecast -n weather
kubectl expose deployment forecast -n weather --port=80 --target-port=http
