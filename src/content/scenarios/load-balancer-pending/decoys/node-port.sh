# A port of each node is something else than an address with port 80.
kubectl patch service shopfront -n outlet -p '{"spec":{"type":"NodePort"}}'
