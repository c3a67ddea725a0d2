# The whole Service once more, from a manifest that names the policy.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: booking
  namespace: tickets
spec:
  type: NodePort
  externalTrafficPolicy: Cluster
  selector:
    app: booking
  ports:
    - name: http
      port: 80
      targetPort: http
      nodePort: 31080
EOF
