# Name and namespace: the search list completes it, in every cluster alike.
kubectl set env deployment/reporter -n reports PRICES_URL=http://prices.quotes
kubectl rollout status deployment/reporter -n reports --timeout=120s
