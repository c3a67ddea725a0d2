# The name that the database's Service has. Environment variables are read when a container starts.
kubectl patch configmap booking -n clinic -p '{"data":{"DATABASE_HOST":"db"}}'
kubectl rollout restart deployment/booking -n clinic
kubectl rollout status deployment/booking -n clinic --timeout=120s
