# Traffic for Pods that say of themselves that they cannot serve it.
kubectl patch service booking -n clinic -p '{"spec":{"publishNotReadyAddresses":true}}'
