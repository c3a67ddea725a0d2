# The selector asks for a label that no Pod has.
kubectl patch service web -n shop -p '{"spec":{"selector":{"app":"wbe"}}}'
