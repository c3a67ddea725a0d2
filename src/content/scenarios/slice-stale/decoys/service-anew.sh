# The controller's slice goes with the Service; one that nobody owns stays, and takes part again.
kubectl delete service photos -n gallery
kubectl expose deployment photos -n gallery --port=80 --target-port=8080
