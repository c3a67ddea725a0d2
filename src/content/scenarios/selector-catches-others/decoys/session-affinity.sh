# Every client keeps to one Pod: some clients to the right one, the others to the wrong one.
kubectl patch service prices -n market -p '{"spec":{"sessionAffinity":"ClientIP"}}'
