# The Service through which every Pod asks is gone, and nothing brings it back.
kubectl delete service kube-dns -n kube-system
# Goes on only when it is felt.
while kubectl exec -n post client -- nslookup kubernetes.default.svc.cluster.local >/dev/null 2>&1; do
  sleep 1
done
