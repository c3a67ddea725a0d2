# Another Service under another name works, but the clients ask for web.
kubectl expose deployment web -n shop --name=web2 --port=80 --target-port=8080
