# A Service that works, under a name for which no client asks.
kubectl expose deployment cart -n orders --name=cart-service --port=80 --target-port=http
