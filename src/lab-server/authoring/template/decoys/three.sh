# TODO: a way round. Here: another Service that answers, under a name that nobody asks for.
kubectl expose deployment web -n shop --name=web2 --port=80 --target-port=http
