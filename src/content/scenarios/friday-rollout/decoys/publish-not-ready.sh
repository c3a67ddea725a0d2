# The Service looks away from readiness: tickets are sold by Pods that stay 0/1.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: tickets
  namespace: box-office
spec:
  publishNotReadyAddresses: true
  selector:
    app: tickets
  ports:
    - name: http
      port: 80
      targetPort: 9090
EOF
