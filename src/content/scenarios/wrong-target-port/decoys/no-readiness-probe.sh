# Without its probe a Pod is Ready sooner, not more reachable.
kubectl patch deployment web -n shop --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/containers/0/readinessProbe"}]'
