# A new Service does not have the flag.
kubectl delete service feed -n scores
kubectl expose deployment feed -n scores --port=80 --target-port=8080
for pod in $(kubectl get pods -n scores -l app=feed -o jsonpath='{range .items[*]}{.metadata.name}={.status.containerStatuses[0].ready} {end}'); do
  case $pod in *=false) kubectl delete pod "${pod%=false}" -n scores ;; esac
done
kubectl rollout status deployment/feed -n scores --timeout=120s
