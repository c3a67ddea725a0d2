# A Pod that goes waits before its server is told to end: new requests go elsewhere meanwhile, begun ones are answered.
kubectl patch deployment cart -n checkout -p '
{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":15,"containers":[
  {"name":"cart","lifecycle":{"preStop":{"sleep":{"seconds":6}}}}]}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
