# The third fault alone: any Pod may answer, and there is none in the slices that has a port.
kubectl patch service forecast -n weather -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
