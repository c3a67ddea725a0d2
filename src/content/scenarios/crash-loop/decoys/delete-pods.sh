# New Pods crash over the same setting.
kubectl delete pods -n media -l app=thumbs
