# The unknown field is dropped on the way in; what it meant is then set under its right name.
kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' | kubectl apply --validate=false -f -
kubectl patch service guide -n museum -p '{"spec":{"selector":{"app":"guide"}}}'
