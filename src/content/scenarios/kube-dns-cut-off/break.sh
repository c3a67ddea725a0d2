# The Service of the cluster's DNS asks for a label that no Pod has.
kubectl patch service kube-dns -n kube-system -p '{"spec":{"selector":{"k8s-app":"coredns"}}}'
# Goes on only when it is felt.
while kubectl exec -n museum client -- nslookup kubernetes.default.svc.cluster.local >/dev/null 2>&1; do
  sleep 1
done
