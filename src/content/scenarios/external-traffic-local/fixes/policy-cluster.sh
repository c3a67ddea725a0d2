# Every node hands requests on to any Pod again.
kubectl patch service booking -n tickets -p '{"spec":{"externalTrafficPolicy":"Cluster"}}'
