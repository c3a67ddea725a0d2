# A port of each node instead of an address.
kubectl patch service portal -n gallery -p '{"spec":{"type":"NodePort"}}'
