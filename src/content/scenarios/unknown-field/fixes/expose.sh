# Without the file: expose takes the selector from the Deployment.
kubectl expose deployment guide -n museum --port=80 --target-port=http
