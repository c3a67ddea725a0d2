# Names on both sides: the Service's ports and the containers' ports that they lead to.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: telescope
  namespace: observatory
spec:
  selector:
    app: telescope
  ports:
    - name: http
      port: 80
      targetPort: http
    - name: metrics
      port: 9090
      targetPort: metrics
EOF
