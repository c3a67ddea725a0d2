# A virtual IP under another name; the clients ask for fares.
kubectl expose deployment fares -n travel --name=fares-vip --port=80 --target-port=8080
