# CoreDNS is made responsible for a zone other than the one that Pods ask about.
kubectl get configmap coredns -n kube-system -o yaml |
  sed 's/kubernetes cluster\.local /kubernetes travel.internal /' |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
# Goes on only when it is felt.
while kubectl exec -n travel client -- nslookup kubernetes.default.svc.cluster.local >/dev/null 2>&1; do
  sleep 1
done
