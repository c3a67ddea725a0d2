# Another Service under another name works, but the clients ask for invoices.
kubectl expose deployment invoices -n billing --name=invoices-web --port=80 --target-port=8080
