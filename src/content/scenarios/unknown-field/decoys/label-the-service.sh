# The Service's own labels select nothing.
kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' | kubectl apply --validate=false -f -
kubectl label service guide -n museum app=guide
