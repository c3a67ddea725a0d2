# The Service is taken away; the file from which it is to come back asks for an address of another cluster.
kubectl delete service parcels -n depot
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: manifests
  namespace: depot
data:
  parcels.yaml: |
    apiVersion: v1
    kind: Service
    metadata:
      name: parcels
      namespace: depot
    spec:
      clusterIP: 10.10.5.10
      selector:
        app: parcels
      ports:
        - name: http
          port: 80
          targetPort: http
EOF
# The fault is that the API server refuses the file.
if kubectl get configmap manifests -n depot -o jsonpath='{.data.parcels\.yaml}' | kubectl apply -f -; then exit 1; fi
