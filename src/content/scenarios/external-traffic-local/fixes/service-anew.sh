# A new Service with the same port on the nodes; the policy is the usual one again.
kubectl delete service booking -n tickets
kubectl create -f - <<EOF
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
    - port: 80
      targetPort: 8080
      nodePort: 31080
EOF
