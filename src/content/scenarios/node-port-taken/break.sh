# The lobby's Service is taken away; the file from which it is to come back asks for another team's node port.
kubectl delete service lobby -n arcade
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: manifests
  namespace: arcade
data:
  lobby.yaml: |
    apiVersion: v1
    kind: Service
    metadata:
      name: lobby
      namespace: arcade
    spec:
      type: NodePort
      selector:
        app: lobby
      ports:
        - name: http
          port: 80
          targetPort: http
          nodePort: 30040
EOF
# The fault is that the API server refuses the file.
if kubectl get configmap manifests -n arcade -o jsonpath='{.data.lobby\.yaml}' | kubectl apply -f -; then exit 1; fi
