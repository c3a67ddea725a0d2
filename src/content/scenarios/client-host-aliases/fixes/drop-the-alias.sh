# The one entry goes, the other stays.
kubectl patch deployment entrance -n festival --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/hostAliases/0"}]'
kubectl rollout status deployment/entrance -n festival --timeout=120s
