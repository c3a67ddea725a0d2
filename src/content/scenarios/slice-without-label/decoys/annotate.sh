# An annotation of the same name is no label.
kubectl annotate endpointslice papers -n press kubernetes.io/service-name=papers
