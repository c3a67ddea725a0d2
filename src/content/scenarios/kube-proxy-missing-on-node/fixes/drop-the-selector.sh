# kube-proxy belongs on every node: the condition goes.
kubectl patch daemonset kube-proxy -n kube-system --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector/network"}]'
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
