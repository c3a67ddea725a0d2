# Another Service under another name spreads the load, but the clients ask for render.
kubectl expose deployment render -n print --name=render-2 --port=80 --target-port=http
