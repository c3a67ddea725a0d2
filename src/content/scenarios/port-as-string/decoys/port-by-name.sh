# A name is allowed for targetPort only; the Service's own port is always a number.
kubectl get configmap manifests -n kitchen -o jsonpath='{.data.menu\.yaml}' | sed 's/port: "8000"/port: http/' | kubectl apply -f - || true
