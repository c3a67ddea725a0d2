# With ClusterFirst what dnsConfig names is added, and that server is there already.
kubectl patch deployment newsletter -n press --type=json \
  -p '[{"op":"replace","path":"/spec/template/spec/dnsPolicy","value":"ClusterFirst"}]'
kubectl rollout status deployment/newsletter -n press --timeout=120s
