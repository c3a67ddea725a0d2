# A search domain is used as it stands: prices.market. is no name, market.svc.cluster.local would be the domain.
kubectl patch deployment reporter -n reports \
  -p '{"spec":{"template":{"spec":{"dnsConfig":{"searches":["market"]}}}}}'
kubectl rollout status deployment/reporter -n reports --timeout=120s
