# The right place, but the Service sends to port 80 of the Pods.
kubectl expose deployment invoices -n billing --port=80
