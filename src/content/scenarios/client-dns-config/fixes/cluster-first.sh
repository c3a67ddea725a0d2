# Back to what every Pod has that says nothing.
kubectl patch deployment newsletter -n press -p '
{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst","dnsConfig":null}}}}'
kubectl rollout status deployment/newsletter -n press --timeout=120s
