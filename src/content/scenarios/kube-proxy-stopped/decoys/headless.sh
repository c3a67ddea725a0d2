# Without a clusterIP clients dial the Pods themselves and need no rules; every other Service is as broken as before.
kubectl delete service api -n orders
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: orders
spec:
  clusterIP: None
  selector:
    app: api
  ports:
    - name: http
      port: 8080
      targetPort: http
EOF
