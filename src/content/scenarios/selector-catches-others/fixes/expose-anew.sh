# A new Service takes its selector from the Deployment.
kubectl delete service prices -n market
kubectl expose deployment prices -n market --port=80 --target-port=8080
