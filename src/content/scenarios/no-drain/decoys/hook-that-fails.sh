# The hook names a program that the image does not have: it fails, and the server is ended at once.
kubectl patch deployment cart -n checkout -p '
{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":15,"containers":[
  {"name":"cart","lifecycle":{"preStop":{"exec":{"command":["/opt/drain","6"]}}}}]}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
