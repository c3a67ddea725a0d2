# The release works under the name that it brought along. Posters, partners and tills ask for the other.
kubectl patch deployment tickets -n box-office --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/ports/0/containerPort","value":9090},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":"http"}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl exec -n box-office client -- wget -qO- -T 3 http://tickets-v2/hostname || true
