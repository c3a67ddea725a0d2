# Accepted, since the field that the server does not know is dropped; the Service selects nobody.
kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' | kubectl apply --validate=false -f -
