# The other policy: it is about clients inside the cluster.
kubectl patch service booking -n tickets -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
