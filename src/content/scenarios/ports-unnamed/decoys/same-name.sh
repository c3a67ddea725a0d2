# Two ports of one name are not told apart either.
kubectl apply -f - <<'EOF' || true
apiVersion: v1
kind: Service
metadata:
  name: telescope
  namespace: observatory
spec:
  selector:
    app: telescope
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: http
      port: 9090
      targetPort: 9100
EOF
