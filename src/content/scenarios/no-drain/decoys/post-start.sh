# A wait at the wrong end of the Pod's life.
kubectl patch deployment cart -n checkout -p '
{"spec":{"template":{"spec":{"containers":[
  {"name":"cart","lifecycle":{"postStart":{"exec":{"command":["sleep","3"]}}}}]}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
