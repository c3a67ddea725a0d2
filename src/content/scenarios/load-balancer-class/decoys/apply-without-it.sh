# apply takes away what an applied manifest once named; this field was never in one.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: portal
  namespace: gallery
spec:
  type: LoadBalancer
  selector:
    app: portal
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
