# The flag's key is taken away, and the server is started again in its Pod.
kubectl patch service feed -n scores --type=json -p '[{"op":"remove","path":"/spec/publishNotReadyAddresses"}]'
for pod in $(kubectl get pods -n scores -l app=feed -o jsonpath='{range .items[*]}{.metadata.name}={.status.containerStatuses[0].ready} {end}'); do
  case $pod in *=false) kubectl exec "${pod%=false}" -n scores -- httpd -p 8080 -h /www ;; esac
done
kubectl rollout status deployment/feed -n scores --timeout=120s
