# This label says who writes the slice, not whose it is.
kubectl label endpointslice papers -n press endpointslice.kubernetes.io/managed-by=cluster-admins
