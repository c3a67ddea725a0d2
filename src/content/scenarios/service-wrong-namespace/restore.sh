# Takes away what the fault, or an attempt to repair it, left in namespace default.
kubectl delete service,deployment invoices -n default --ignore-not-found
kubectl delete endpointslices -n default -l kubernetes.io/service-name=invoices --ignore-not-found
