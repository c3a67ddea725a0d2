# The same by server-side apply, with the number of the port in the Pods.
kubectl apply --server-side -f - <<'EOF'
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
      targetPort: 8080
EOF
