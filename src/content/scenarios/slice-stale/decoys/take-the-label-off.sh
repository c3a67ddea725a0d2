# kube-proxy does not look at a slice without the label, so it does not learn that this one left either.
kubectl label endpointslice photos-old -n gallery kubernetes.io/service-name-
