# The Service is taken away; the file from which it is to come back asks for a node port out of range.
kubectl delete service tickets -n kiosk
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: manifests
  namespace: kiosk
data:
  tickets.yaml: |
    apiVersion: v1
    kind: Service
    metadata:
      name: tickets
      namespace: kiosk
    spec:
      type: NodePort
      selector:
        app: tickets
      ports:
        - name: http
          port: 80
          targetPort: http
          nodePort: 20000
EOF
# The fault is that the API server refuses the file.
if kubectl get configmap manifests -n kiosk -o jsonpath='{.data.tickets\.yaml}' | kubectl apply -f -; then exit 1; fi
