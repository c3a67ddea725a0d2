# A corrected copy of the ConfigMap, which the DaemonSet then uses instead.
kubectl get configmap kube-proxy -n kube-system -o yaml |
  sed -e 's/^    mode: .*/    mode: iptables/' -e 's/^  name: kube-proxy$/  name: kube-proxy-2/' \
    -e '/^  resourceVersion:/d' -e '/^  uid:/d' | kubectl create -f -
kubectl patch daemonset kube-proxy -n kube-system \
  -p '{"spec":{"template":{"spec":{"volumes":[{"name":"kube-proxy","configMap":{"name":"kube-proxy-2"}}]}}}}'
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
