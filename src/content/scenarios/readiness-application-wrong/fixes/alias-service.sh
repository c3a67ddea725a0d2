# The other way round: the name that the application asks for comes to exist, as an alias.
kubectl create service externalname database -n clinic --external-name=db.clinic.svc.cluster.local
kubectl rollout status deployment/booking -n clinic --timeout=120s
