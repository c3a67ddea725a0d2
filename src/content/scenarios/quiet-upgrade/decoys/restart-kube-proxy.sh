# The Service is repaired, and kube-proxy started anew: it has no more rights than before.
kubectl patch service forecast -n weather --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http"}]'
kubectl patch service forecast -n weather -p '{"spec":{"internalTrafficPolicy":"Cluster"}}'
kubectl rollout restart daemonset/kube-proxy -n kube-system
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
