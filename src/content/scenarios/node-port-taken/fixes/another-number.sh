# A number that is free.
kubectl get configmap manifests -n arcade -o jsonpath='{.data.lobby\.yaml}' |
  sed 's/nodePort: 30040/nodePort: 30041/' | kubectl apply -f -
