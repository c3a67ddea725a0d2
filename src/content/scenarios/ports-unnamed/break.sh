# The Service is taken away; the file from which it is to come back has two ports, told apart by nothing.
kubectl delete service telescope -n observatory
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: manifests
  namespace: observatory
data:
  telescope.yaml: |
    apiVersion: v1
    kind: Service
    metadata:
      name: telescope
      namespace: observatory
    spec:
      selector:
        app: telescope
      ports:
        - port: 80
          targetPort: 8080
        - port: 9090
          targetPort: 9100
EOF
# The fault is that the API server refuses the file.
if kubectl get configmap manifests -n observatory -o jsonpath='{.data.telescope\.yaml}' | kubectl apply -f -; then exit 1; fi
