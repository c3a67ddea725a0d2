# The Service once more, from a manifest.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: orders
spec:
  selector:
    app: cart
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
