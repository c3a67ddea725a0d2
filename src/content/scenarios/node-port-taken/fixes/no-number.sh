# The team's file without the line: the API server knows which numbers are free.
kubectl get configmap manifests -n arcade -o jsonpath='{.data.lobby\.yaml}' |
  sed '/nodePort:/d' | kubectl apply -f -
