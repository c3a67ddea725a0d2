# Any node's Pods may answer.
kubectl patch service rates -n payments -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
