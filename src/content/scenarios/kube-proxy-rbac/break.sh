# kube-proxy's service account loses its rights, and its Pods start anew; then a Service is created.
# Before that the nodes must have the rules that stay behind.
for try in {1..30}; do
  kubectl exec -n monitoring client -- wget -qO- -T 2 http://collector && break
  sleep 1
done
sleep 2
kubectl delete clusterrolebinding kubeadm:node-proxier
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
kubectl expose deployment dashboard -n monitoring --port=3000 --target-port=http
