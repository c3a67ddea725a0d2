# A number, and accepted; but the clients use port 8000.
kubectl get configmap manifests -n kitchen -o jsonpath='{.data.menu\.yaml}' | sed 's/port: "8000"/port: 8080/' | kubectl apply -f -
