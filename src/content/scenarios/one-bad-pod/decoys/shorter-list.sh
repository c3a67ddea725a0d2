# Only the Pods on the client's own node are used: on the node of the Pod that hangs nothing is better.
kubectl patch service forecast -n weather -p '{"spec":{"internalTrafficPolicy":"Local"}}'
