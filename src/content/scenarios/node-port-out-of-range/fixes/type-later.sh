# First a Service for the inside, then the door: changing the type allocates a node port.
kubectl get configmap manifests -n kiosk -o jsonpath='{.data.tickets\.yaml}' |
  sed -e '/nodePort:/d' -e '/type:/d' | kubectl apply -f -
kubectl patch service tickets -n kiosk -p '{"spec":{"type":"NodePort"}}'
