# The name resolves now, but a selector sees only Pods of its own namespace, and here there are none.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: prices
  namespace: reports
spec:
  selector:
    app: prices
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
