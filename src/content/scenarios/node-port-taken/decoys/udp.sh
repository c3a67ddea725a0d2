# A node port is taken for every protocol: refused just the same.
kubectl apply -f - <<'EOF' || true
apiVersion: v1
kind: Service
metadata:
  name: lobby
  namespace: arcade
spec:
  type: NodePort
  selector:
    app: lobby
  ports:
    - name: http
      port: 80
      targetPort: http
      nodePort: 30040
      protocol: UDP
EOF
