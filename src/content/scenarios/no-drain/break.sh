# A Pod that goes away no longer waits: its server dies at once, with the requests that it is answering.
kubectl patch deployment cart -n checkout --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/containers/0/lifecycle"},
       {"op":"replace","path":"/spec/template/spec/terminationGracePeriodSeconds","value":2}]'
kubectl rollout status deployment/cart -n checkout --timeout=120s
until [ -z "$(kubectl get pods -n checkout -l app=cart -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
