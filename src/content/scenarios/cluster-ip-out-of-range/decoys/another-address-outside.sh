# Nearer, and still outside 10.96.0.0/16.
kubectl get configmap manifests -n depot -o jsonpath='{.data.parcels\.yaml}' | sed 's/clusterIP: .*/clusterIP: 10.97.5.10/' | kubectl apply -f - || true
