# The Service is taken away, and the file from which it is to come back gives its port as a string.
kubectl delete service menu -n kitchen
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: manifests
  namespace: kitchen
data:
  menu.yaml: |
    apiVersion: v1
    kind: Service
    metadata:
      name: menu
      namespace: kitchen
    spec:
      selector:
        app: menu
      ports:
        - name: http
          port: "8000"
          targetPort: http
EOF
# The fault is that the API server refuses the file.
if kubectl get configmap manifests -n kitchen -o jsonpath='{.data.menu\.yaml}' | kubectl apply -f -; then exit 1; fi
