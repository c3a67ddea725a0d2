# No Pod of the cluster's DNS server is left.
kubectl scale deployment coredns -n kube-system --replicas=0
kubectl wait -n kube-system --for=delete pod -l k8s-app=kube-dns --timeout=120s
