# With ClusterFirst what dnsConfig names is added, and that server is there already.
kubectl patch deployment newsletter -n newsroom --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/dnsPolicy","value":"ClusterFirst"}]'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
