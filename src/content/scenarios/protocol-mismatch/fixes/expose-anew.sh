# A new Service under the same name; TCP is what expose takes from the Pods.
kubectl delete service wiki -n intranet
kubectl expose deployment wiki -n intranet --port=80 --target-port=3000
