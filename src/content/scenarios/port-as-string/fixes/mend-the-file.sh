# The team's file with a number where a number belongs.
kubectl get configmap manifests -n kitchen -o jsonpath='{.data.menu\.yaml}' |
  sed 's/port: "8000"$/port: 8000/' | kubectl apply -f -
