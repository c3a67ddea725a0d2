# The readiness probe asks for a path that the application does not have. With strategy Recreate no old Pod stays.
kubectl patch deployment orders -n bakery --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/path","value":"/health"}]'
kubectl wait -n bakery --for=jsonpath='{.status.unavailableReplicas}'=3 deployment/orders --timeout=120s
until [ -z "$(kubectl get pods -n bakery -l app=orders -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
kubectl wait -n bakery --for=jsonpath='{.status.phase}'=Running pod -l app=orders --timeout=120s
