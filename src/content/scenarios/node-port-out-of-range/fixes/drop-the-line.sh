# The team's file without the line: the API server gives a free node port.
kubectl get configmap manifests -n kiosk -o jsonpath='{.data.tickets\.yaml}' |
  sed '/nodePort:/d' | kubectl apply -f -
