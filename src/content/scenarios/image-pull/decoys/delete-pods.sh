# New Pods ask for the same image.
kubectl delete pods -n library -l app=catalog
