# Without the file, with a number of one's own; the selector app=tickets is the label of these Pods.
kubectl create service nodeport tickets -n kiosk --tcp=80:8080 --node-port=32767
