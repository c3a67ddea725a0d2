# The same Service once more.
kubectl delete service tiles -n maps
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: tiles
  namespace: maps
spec:
  ports:
    - name: http
      port: 80
EOF
