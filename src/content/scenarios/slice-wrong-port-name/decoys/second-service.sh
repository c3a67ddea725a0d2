# A Service whose port has the slice's name, but the clients ask for the other one.
kubectl create service clusterip tiles2 -n maps --tcp=80:7000
