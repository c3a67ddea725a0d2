# The other way round: the short name becomes an alias here; the reporter stays as it is.
kubectl create service externalname prices -n reports --external-name=prices.quotes.svc.cluster.local
