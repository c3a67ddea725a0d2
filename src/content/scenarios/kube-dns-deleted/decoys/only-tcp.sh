# The right address with TCP alone: clients ask over UDP first, and nothing answers.
kubectl expose deployment coredns -n kube-system --name=kube-dns --cluster-ip=10.96.0.10 \
  --port=53 --protocol=TCP
