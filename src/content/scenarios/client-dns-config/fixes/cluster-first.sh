# Back to what every Pod has that says nothing.
kubectl patch deployment newsletter -n newsroom -p '
{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst","dnsConfig":null}}}}'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
