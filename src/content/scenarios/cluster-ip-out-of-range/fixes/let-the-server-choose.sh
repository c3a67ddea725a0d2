# The team's file without the line: the API server gives an address from its range.
kubectl get configmap manifests -n depot -o jsonpath='{.data.parcels\.yaml}' |
  sed '/clusterIP:/d' | kubectl apply -f -
