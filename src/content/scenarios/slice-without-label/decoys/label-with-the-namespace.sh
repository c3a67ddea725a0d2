# The label's value is the Service's name alone.
kubectl label endpointslice papers -n press kubernetes.io/service-name=papers.press
