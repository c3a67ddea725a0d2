# kube-proxy runs on labelled nodes only, and one node has no label; then a Service is created.
# Before that the nodes must have the rules that stay behind.
for try in {1..30}; do
  kubectl exec -n mail client -- wget -qO- -T 2 http://inbox && break
  sleep 1
done
sleep 2
kubectl label node service-clinic-control-plane service-clinic-worker network=managed --overwrite
kubectl patch daemonset kube-proxy -n kube-system \
  -p '{"spec":{"template":{"spec":{"nodeSelector":{"network":"managed"}}}}}'
kubectl wait -n kube-system --for=delete pod -l k8s-app=kube-proxy \
  --field-selector spec.nodeName=service-clinic-worker2 --timeout=120s
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
kubectl expose deployment search -n mail --port=9200 --target-port=http
