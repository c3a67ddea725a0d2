# Apply merges the list of ports by number: it adds 80 beside the foreign 8080, and both are named http: refused.
kubectl apply -f - <<END || true
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
END
