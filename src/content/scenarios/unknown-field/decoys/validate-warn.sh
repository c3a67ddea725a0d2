# The same with a warning.
kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' | kubectl apply --validate=warn -f -
