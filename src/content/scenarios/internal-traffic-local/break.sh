# Each node may hand requests to its own Pods only, and all of the Pods are on one node.
kubectl patch service rates -n payments -p '{"spec":{"internalTrafficPolicy":"Local"}}'
