# The whole Service, replaced by the manifest from before; replace does not merge lists.
kubectl replace -f - <<END
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
