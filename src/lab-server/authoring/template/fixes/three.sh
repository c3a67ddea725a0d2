# TODO: an answer of another kind. Here: a second port beside the first.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: http
    - name: other
      port: 8000
      targetPort: http
EOF
