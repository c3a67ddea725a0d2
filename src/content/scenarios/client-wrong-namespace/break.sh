# The reporter is given an address that holds only in the namespace where it used to run.
kubectl set env deployment/reporter -n reports PRICES_URL=http://prices
kubectl rollout status deployment/reporter -n reports --timeout=120s
