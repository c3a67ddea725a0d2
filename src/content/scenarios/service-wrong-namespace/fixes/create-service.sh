# create service writes the selector app=invoices, the label of these Pods.
kubectl create service clusterip invoices -n billing --tcp=80:8080
