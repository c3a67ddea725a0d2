# The Service where the Pods are; the stray one does no harm.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: invoices
  namespace: billing
spec:
  selector:
    app: invoices
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
