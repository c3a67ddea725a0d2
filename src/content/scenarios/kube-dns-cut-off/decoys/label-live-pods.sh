# Labels on live Pods: their ReplicaSet lets them go and starts others; it answers until the strays are gone.
kubectl label pods -n kube-system -l k8s-app=kube-dns k8s-app=coredns --overwrite
