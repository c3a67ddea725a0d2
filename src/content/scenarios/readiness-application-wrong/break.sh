# The application is told a host name for its database that no Service has; it waits for it and is not ready.
kubectl patch configmap booking -n clinic -p '{"data":{"DATABASE_HOST":"database"}}'
kubectl rollout restart deployment/booking -n clinic
kubectl wait -n clinic --for=jsonpath='{.status.unavailableReplicas}'=3 deployment/booking --timeout=120s
until [ -z "$(kubectl get pods -n clinic -l app=booking -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
kubectl wait -n clinic --for=jsonpath='{.status.phase}'=Running pod -l app=booking --timeout=120s
