# Without the file: create service writes the selector app=menu, the label of these Pods.
kubectl create service clusterip menu -n kitchen --tcp=8000:8080
