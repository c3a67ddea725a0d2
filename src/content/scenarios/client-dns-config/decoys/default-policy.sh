# The node's name server knows no name of the cluster at all.
kubectl patch deployment newsletter -n newsroom -p '
{"spec":{"template":{"spec":{"dnsPolicy":"Default","dnsConfig":null}}}}'
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
