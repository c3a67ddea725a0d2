# The variable set in the Deployment itself goes before the ConfigMap's.
kubectl set env deployment/booking -n clinic DATABASE_HOST=db.clinic.svc.cluster.local
kubectl rollout status deployment/booking -n clinic --timeout=120s
