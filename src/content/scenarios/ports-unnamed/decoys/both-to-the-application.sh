# A half-fix: both ports are there and answer, but 9090 leads to the application.
kubectl apply -f - <<'EOF'
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
    - name: metrics
      port: 9090
      targetPort: 8080
EOF
