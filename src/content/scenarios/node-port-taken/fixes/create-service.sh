# Without the file, with a number of one's own; the selector app=lobby is the label of these Pods.
kubectl create service nodeport lobby -n arcade --tcp=80:8080 --node-port=31000
