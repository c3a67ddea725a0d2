# Accepted, but without a virtual IP nobody turns port 80 into the port of the Pods.
kubectl get configmap manifests -n depot -o jsonpath='{.data.parcels\.yaml}' | sed 's/clusterIP: .*/clusterIP: None/' | kubectl apply -f -
