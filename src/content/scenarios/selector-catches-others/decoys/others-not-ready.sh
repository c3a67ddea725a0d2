# orders is made to fail its probe: it leaves both Services, its own too.
kubectl patch deployment orders -n market --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":1},
       {"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}}]'
