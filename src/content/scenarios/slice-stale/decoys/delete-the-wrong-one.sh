# The controller's slice comes back at once; the other was the trouble.
kubectl delete endpointslices -n gallery \
  -l 'endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io'
