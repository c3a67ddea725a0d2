# The manifest never named the policy, so apply finds nothing to put back.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: booking
  namespace: tickets
spec:
  type: NodePort
  selector:
    app: booking
  ports:
    - name: http
      port: 80
      targetPort: http
      nodePort: 31080
EOF
