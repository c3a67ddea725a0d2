# The same wait as a request to the server itself, which the kubelet waits for.
kubectl patch deployment cart -n checkout -p '
{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":15,"containers":[
  {"name":"cart","lifecycle":{"preStop":{"httpGet":{"port":"http","path":"/shell?cmd=sleep+6"}}}}]}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
