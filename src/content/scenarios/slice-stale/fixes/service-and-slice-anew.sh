# The Service is made anew; the old slice, which it does not take with it, is deleted by hand.
kubectl delete service photos -n gallery
kubectl delete endpointslice photos-old -n gallery
kubectl expose deployment photos -n gallery --port=80 --target-port=8080
