# Without a clusterIP no kube-proxy is needed, and nothing translates port 8000 either; the next
# Service is stuck as before.
kubectl delete service forecast -n weather
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: forecast
  namespace: weather
spec:
  clusterIP: None
  selector:
    app: forecast
  ports:
    - name: http
      port: 8000
      targetPort: http
EOF
