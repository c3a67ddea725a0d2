# Server-side apply owns the selector as a whole, and takes it over from whoever patched it.
kubectl apply --server-side --force-conflicts -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: catalogue
  namespace: library
spec:
  selector:
    app: catalogue
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
