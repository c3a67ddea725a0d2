# Without the file: expose takes the selector from the Deployment and leaves the number to the server.
kubectl expose deployment tickets -n kiosk --port=80 --target-port=http --type=NodePort
