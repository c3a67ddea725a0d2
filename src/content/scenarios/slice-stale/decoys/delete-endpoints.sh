# The Endpoints object never listed the address, and nobody who forwards traffic reads it.
kubectl delete endpoints photos -n gallery
