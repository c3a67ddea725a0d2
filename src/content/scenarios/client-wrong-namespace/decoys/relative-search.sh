# A search domain is used as it stands: prices.quotes. is no name, quotes.svc.cluster.local would be the domain.
kubectl patch deployment reporter -n reports \
  -p '{"spec":{"template":{"spec":{"dnsConfig":{"searches":["quotes"]}}}}}'
kubectl rollout status deployment/reporter -n reports --timeout=120s
