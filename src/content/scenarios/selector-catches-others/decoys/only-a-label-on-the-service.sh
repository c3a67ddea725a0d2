# The Service's own labels select nothing.
kubectl label service prices -n market app=prices
