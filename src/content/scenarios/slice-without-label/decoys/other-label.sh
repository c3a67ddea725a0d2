# A label that looks like it, of the kind that Pods carry.
kubectl label endpointslice papers -n press app.kubernetes.io/name=papers app=papers
