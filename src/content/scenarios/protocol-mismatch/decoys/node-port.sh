# Another type of Service with the same protocol.
kubectl patch service wiki -n intranet -p '{"spec":{"type":"NodePort"}}'
