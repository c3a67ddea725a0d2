# Any Service with a virtual IP will do, a NodePort as well; that too can only be made anew.
kubectl delete service fares -n travel
kubectl expose deployment fares -n travel --type=NodePort --port=80 --target-port=8080
