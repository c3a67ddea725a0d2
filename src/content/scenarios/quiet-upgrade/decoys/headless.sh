# Without a clusterIP clients dial the Pods themselves and need no kube-proxy; the next Service does.
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
