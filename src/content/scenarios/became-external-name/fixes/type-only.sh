# The type alone is enough: the API warns that the external name is ignored then.
kubectl patch service thumbs -n gallery -p '{"spec":{"type":"ClusterIP"}}'
