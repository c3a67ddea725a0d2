# The same as a patch.
kubectl patch service web -n shop -p '{"spec":{"selector":{"app":"web"}}}'
