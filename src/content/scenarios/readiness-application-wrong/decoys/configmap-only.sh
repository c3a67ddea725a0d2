# The ConfigMap is right again, but running containers keep the environment that they were started with.
kubectl patch configmap booking -n clinic -p '{"data":{"DATABASE_HOST":"db"}}'
