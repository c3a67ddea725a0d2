# An alias for a name that exists nowhere either.
kubectl create service externalname database -n clinic --external-name=postgres.clinic.svc.cluster.local
