# The label makes it the Service's.
kubectl label endpointslice papers -n press kubernetes.io/service-name=papers
