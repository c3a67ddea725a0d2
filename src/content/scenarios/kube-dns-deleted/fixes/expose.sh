# All ports of the Deployment, under the address that the Pods ask.
kubectl expose deployment coredns -n kube-system --name=kube-dns --cluster-ip=10.96.0.10
