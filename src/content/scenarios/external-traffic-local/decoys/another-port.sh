# A second Service opens another port; the partners dial 31080.
kubectl expose deployment booking -n tickets --name=booking-2 --type=NodePort --port=80 --target-port=http
