# create service makes names of the numbers: 80-8080 and 9090-9100.
kubectl create service clusterip telescope -n observatory --tcp=80:8080 --tcp=9090:9100
