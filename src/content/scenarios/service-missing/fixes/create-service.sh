# create service writes the selector app=NAME, which happens to be the label of these Pods.
kubectl create service clusterip cart -n orders --tcp=80:8080
