# expose asks for the Deployment, and so is made where the Deployment is.
kubectl expose deployment invoices -n billing --port=80 --target-port=http
kubectl delete service invoices -n default
