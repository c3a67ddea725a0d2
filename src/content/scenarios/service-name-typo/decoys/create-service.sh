# create service writes the selector app=catalog; these Pods carry another key, so nobody is found.
kubectl create service clusterip catalog -n library --tcp=80:3000
