# A second Service in front of the same Deployment.
kubectl expose deployment catalog -n library --port=80 --target-port=3000
