# Another way to ask DNS, which is not asked.
kubectl patch deployment entrance -n festival -p '
{"spec":{"template":{"spec":{"dnsPolicy":"None","dnsConfig":{"nameservers":["10.96.0.10"],"searches":["festival.svc.cluster.local"]}}}}}'
kubectl rollout status deployment/entrance -n festival --timeout=120s
