# expose takes selector and labels from the Deployment.
kubectl expose deployment cart -n orders --port=80 --target-port=http
