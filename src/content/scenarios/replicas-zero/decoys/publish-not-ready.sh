# Addresses that are not ready may be published, addresses that do not exist may not.
kubectl patch service render -n reports -p '{"spec":{"publishNotReadyAddresses":true}}'
