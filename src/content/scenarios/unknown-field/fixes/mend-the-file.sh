# The team's file with the field as the API calls it.
kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' |
  sed 's/selectors:/selector:/' | kubectl apply -f -
