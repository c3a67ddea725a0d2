# Named, and accepted; but the second port is one of another protocol.
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
      protocol: UDP
      port: 9090
      targetPort: 9100
EOF
