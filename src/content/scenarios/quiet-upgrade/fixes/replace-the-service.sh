# The Service replaced by a manifest that names every field in question; one more subject for the other binding.
kubectl replace -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: forecast
  namespace: weather
spec:
  internalTrafficPolicy: Cluster
  selector:
    app: forecast
  ports:
    - name: http
      port: 8000
      targetPort: 8080
EOF
kubectl patch clusterrolebinding system:node-proxier --type=json -p '[{"op":"add","path":"/subjects/-",
  "value":{"kind":"ServiceAccount","name":"kube-proxy","namespace":"kube-system"}}]'
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
