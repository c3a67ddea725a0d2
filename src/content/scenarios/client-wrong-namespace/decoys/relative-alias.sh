# The target of an alias is a full name: nothing is appended to it, and prices.quotes. does not exist.
kubectl create service externalname prices -n reports --external-name=prices.quotes
