# The object as in the file, nothing merged.
kubectl replace -f - <<EOF
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
