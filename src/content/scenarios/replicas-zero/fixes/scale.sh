# As many as the evening before.
kubectl scale deployment render -n reports --replicas=2
