# A new Service under the same name; its clusterIP may be another one.
kubectl delete service invoices -n billing
kubectl expose deployment invoices -n billing --port=80 --target-port=8080
