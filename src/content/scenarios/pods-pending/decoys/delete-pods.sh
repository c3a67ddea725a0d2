# New Pods wait for the same label.
kubectl delete pods -n analytics -l app=report
