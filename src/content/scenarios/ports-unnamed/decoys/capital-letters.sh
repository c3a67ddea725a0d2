# Port names are lower-case labels: refused.
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
    - name: HTTP
      port: 80
      targetPort: 8080
    - name: METRICS
      port: 9090
      targetPort: 9100
EOF
