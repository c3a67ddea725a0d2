# The manifest never named the policy, so apply finds nothing to put back.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: rates
  namespace: payments
spec:
  selector:
    app: rates
  ports:
    - name: http
      port: 8000
      targetPort: http
EOF
