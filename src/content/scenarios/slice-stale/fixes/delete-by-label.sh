# Whatever is labelled for this Service and is not the controller's.
kubectl delete endpointslices -n gallery \
  -l 'kubernetes.io/service-name=photos,endpointslice.kubernetes.io/managed-by!=endpointslice-controller.k8s.io'
