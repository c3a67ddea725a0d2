# Without the file: create service writes the selector app=guide, the label of these Pods.
kubectl create service clusterip guide -n museum --tcp=80:5000
