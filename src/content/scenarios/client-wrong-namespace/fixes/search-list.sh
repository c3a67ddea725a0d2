# One more domain in the reporter's search list; what is given here is appended to the cluster's.
kubectl patch deployment reporter -n reports \
  -p '{"spec":{"template":{"spec":{"dnsConfig":{"searches":["quotes.svc.cluster.local"]}}}}}'
kubectl rollout status deployment/reporter -n reports --timeout=120s
