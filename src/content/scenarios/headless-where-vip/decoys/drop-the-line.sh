# Apply without the line says “configured”, and the server keeps None: absent fields are filled in from before.
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: fares
  namespace: travel
spec:
  selector:
    app: fares
  ports:
    - name: http
      port: 80
      targetPort: 8080
END
