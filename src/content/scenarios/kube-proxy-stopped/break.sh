# kube-proxy may run only on nodes with a label that none has; then the backend's Pods are replaced.
# Before that the nodes must have the rules that stay behind.
for try in {1..30}; do
  kubectl exec -n orders client -- wget -qO- -T 2 http://api:8080 && break
  sleep 1
done
sleep 2
kubectl patch daemonset kube-proxy -n kube-system \
  -p '{"spec":{"template":{"spec":{"nodeSelector":{"maintenance":"finished"}}}}}'
kubectl wait -n kube-system --for=delete pod -l k8s-app=kube-proxy --timeout=120s
kubectl scale deployment api -n orders --replicas=0
kubectl wait -n orders --for=delete pod -l app=api --timeout=120s
kubectl scale deployment api -n orders --replicas=3
kubectl rollout status deployment/api -n orders --timeout=120s
