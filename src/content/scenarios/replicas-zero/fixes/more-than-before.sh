# Three are not fewer than two.
kubectl scale deployment render -n reports --replicas=3
