# Each client sticks to one Pod: half of the clients are content, the others always refused.
kubectl patch service stock -n warehouse -p '{"spec":{"sessionAffinity":"ClientIP"}}'
