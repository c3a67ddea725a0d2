# The label that the Pods carry.
kubectl set selector service kube-dns k8s-app=kube-dns -n kube-system
