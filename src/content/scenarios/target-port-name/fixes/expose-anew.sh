# A new Service under the same name, with the port's old name.
kubectl delete service catalog -n library
kubectl expose deployment catalog -n library --port=80 --target-port=http
