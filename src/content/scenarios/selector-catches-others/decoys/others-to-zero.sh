# The same, politely: orders is scaled away.
kubectl scale deployment orders -n market --replicas=0
