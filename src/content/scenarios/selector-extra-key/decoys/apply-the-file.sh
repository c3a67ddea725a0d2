# A client-side apply takes away only what its own earlier manifest had; the foreign key stays.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: catalogue
  namespace: library
spec:
  selector:
    app: catalogue
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
