# The database was never the trouble; its name was.
kubectl rollout restart deployment/db -n clinic
kubectl rollout status deployment/db -n clinic --timeout=120s
