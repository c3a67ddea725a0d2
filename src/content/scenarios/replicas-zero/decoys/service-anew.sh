# The Service was never the trouble.
kubectl delete service render -n reports
kubectl expose deployment render -n reports --port=80 --target-port=8080
