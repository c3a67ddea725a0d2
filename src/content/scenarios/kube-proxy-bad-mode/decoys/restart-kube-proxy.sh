# Fresh Pods read the same configuration and end the same way.
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
