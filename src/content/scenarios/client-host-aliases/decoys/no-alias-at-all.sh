# The alias of the gate, which no DNS server knows, goes with the other.
kubectl patch deployment entrance -n festival --type=json -p '[{"op":"remove","path":"/spec/template/spec/hostAliases"}]'
kubectl rollout status deployment/entrance -n festival --timeout=120s
