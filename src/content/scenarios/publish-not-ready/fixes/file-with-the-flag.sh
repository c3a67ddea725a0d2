# A file that names the flag can switch it off.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: feed
  namespace: scores
spec:
  selector:
    app: feed
  ports:
    - name: http
      port: 80
      targetPort: http
  publishNotReadyAddresses: false
EOF
for pod in $(kubectl get pods -n scores -l app=feed -o jsonpath='{range .items[*]}{.metadata.name}={.status.containerStatuses[0].ready} {end}'); do
  case $pod in *=false) kubectl delete pod "${pod%=false}" -n scores ;; esac
done
kubectl rollout status deployment/feed -n scores --timeout=120s
