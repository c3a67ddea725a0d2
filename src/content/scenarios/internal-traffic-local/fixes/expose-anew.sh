# A new Service under the same name; its clusterIP may be another one.
kubectl delete service rates -n payments
kubectl expose deployment rates -n payments --port=8000 --target-port=http
