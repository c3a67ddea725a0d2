# The whole Service, replaced by the manifest from before.
kubectl replace -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: wiki
  namespace: intranet
spec:
  selector:
    app: wiki
  ports:
    - name: http
      port: 80
      targetPort: 3000
END
