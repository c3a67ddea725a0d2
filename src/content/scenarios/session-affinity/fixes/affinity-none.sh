# No client is tied to a Pod.
kubectl patch service render -n print -p '{"spec":{"sessionAffinity":"None"}}'
