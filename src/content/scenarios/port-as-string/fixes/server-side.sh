# A mended manifest by server-side apply.
kubectl apply --server-side -f - <<'EOF'
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
      port: 8000
      targetPort: http
EOF
