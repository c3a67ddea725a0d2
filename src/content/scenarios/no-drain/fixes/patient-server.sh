# The server's own doing: told to end, it goes on serving for a while.
kubectl patch deployment cart -n checkout -p '
{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":15,"containers":[
  {"name":"cart","args":["netexec","--http-port=8080","--udp-port=-1","--delay-shutdown=6"]}]}}}}'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
