# A number from the range, from its low end, which automatic allocation avoids.
kubectl get configmap manifests -n kiosk -o jsonpath='{.data.tickets\.yaml}' |
  sed 's/nodePort: 20000/nodePort: 30080/' | kubectl apply -f -
