# A Service of that name over the same database Pods.
kubectl expose deployment db -n clinic --name=database --port=5432 --target-port=db
kubectl rollout status deployment/booking -n clinic --timeout=120s
