# Only ready Pods are asked again, and the dead one is replaced.
kubectl patch service feed -n scores -p '{"spec":{"publishNotReadyAddresses":false}}'
for pod in $(kubectl get pods -n scores -l app=feed -o jsonpath='{range .items[*]}{.metadata.name}={.status.containerStatuses[0].ready} {end}'); do
  case $pod in *=false) kubectl delete pod "${pod%=false}" -n scores ;; esac
done
kubectl rollout status deployment/feed -n scores --timeout=120s
