# Takes away the condition that no node meets.
kubectl patch daemonset kube-proxy -n kube-system --type=json \
  -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector/maintenance"}]'
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
