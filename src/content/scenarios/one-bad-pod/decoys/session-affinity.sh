# Now each client either never sees the Pod that hangs, or sees nothing else.
kubectl patch service forecast -n weather -p '{"spec":{"sessionAffinity":"ClientIP"}}'
