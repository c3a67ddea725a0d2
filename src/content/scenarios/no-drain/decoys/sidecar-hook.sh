# A container beside it waits. Every container is told to end on its own: the server does not wait for it.
kubectl patch deployment cart -n checkout -p '
{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":15,"containers":[
  {"name":"drain","image":"busybox:1.36","command":["sleep","1000000"],
   "readinessProbe":{"exec":{"command":["true"]},"periodSeconds":2},
   "lifecycle":{"preStop":{"exec":{"command":["sleep","6"]}}}}]}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
