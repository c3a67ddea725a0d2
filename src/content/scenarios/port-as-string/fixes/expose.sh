# Without the file: expose takes the selector from the Deployment.
kubectl expose deployment menu -n kitchen --port=8000 --target-port=http
