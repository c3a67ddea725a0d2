# Another Service without a class is served, but the world was promised portal.
kubectl expose deployment portal -n gallery --name=portal-2 --type=LoadBalancer --port=80 --target-port=http
