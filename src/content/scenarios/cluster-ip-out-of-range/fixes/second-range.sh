# The other way round: a second range for Services is added to the cluster, and the file stays as it is.
kubectl apply -f - <<'EOF'
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata:
  name: old-data-centre
spec:
  cidrs: [10.10.5.0/24]
EOF
kubectl wait --for=condition=Ready servicecidr/old-data-centre --timeout=60s
for attempt in 1 2 3 4 5; do
  if kubectl get configmap manifests -n depot -o jsonpath='{.data.parcels\.yaml}' | kubectl apply -f -; then break; fi
  sleep 2
done
kubectl get service parcels -n depot
