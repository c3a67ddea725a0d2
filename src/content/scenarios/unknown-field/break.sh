# The Service is taken away, and the file from which it is to come back has a field that Services do not have.
kubectl delete service guide -n museum
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: manifests
  namespace: museum
data:
  guide.yaml: |
    apiVersion: v1
    kind: Service
    metadata:
      name: guide
      namespace: museum
    spec:
      selectors:
        app: guide
      ports:
        - name: http
          port: 80
          targetPort: http
EOF
# The fault is that the API server refuses the file.
if kubectl get configmap manifests -n museum -o jsonpath='{.data.guide\.yaml}' | kubectl apply -f -; then exit 1; fi
