# The Service comes back under a name that no client knows.
kubectl delete service catalog -n library
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: catalogue
  namespace: library
spec:
  selector:
    app.kubernetes.io/name: catalog
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
