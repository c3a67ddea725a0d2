# The Corefile gets a word that is the name of no plugin, and every CoreDNS Pod was started with it.
kubectl get configmap coredns -n kube-system -o yaml |
  sed '/^ *errors$/ { p; s/errors/logs/; }' |
  kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
# Goes on only when it is felt.
while kubectl exec -n library client -- nslookup kubernetes.default.svc.cluster.local >/dev/null 2>&1; do
  sleep 1
done
until kubectl get pods -n kube-system -l k8s-app=kube-dns | awk '/CrashLoopBackOff/ { n++ } END { exit n < 2 }'; do
  sleep 1
done
