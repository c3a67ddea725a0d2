# The Service's own labels select nothing.
kubectl label service web -n shop app=web --overwrite
