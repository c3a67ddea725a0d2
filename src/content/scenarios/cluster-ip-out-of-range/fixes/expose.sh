# Without the file: expose takes the selector from the Deployment and leaves the address to the server.
kubectl expose deployment parcels -n depot --port=80 --target-port=http
