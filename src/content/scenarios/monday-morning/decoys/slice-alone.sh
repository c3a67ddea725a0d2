# The third fault alone: away with the foreign address, which nobody had noticed yet.
kubectl delete endpointslice playout-annex -n studio
