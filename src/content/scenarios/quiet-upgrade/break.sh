# First the Service: a port by a name that no Pod has, and a policy for which half of the nodes has no Pod. When the
# nodes have learnt of the refusal, the upgrade: kube-proxy's binding means an account of another namespace.
for try in {1..30}; do
  kubectl exec -n weather client -- wget -qO- -T 2 http://forecast:8000 &&
    kubectl exec -n weather client-2 -- wget -qO- -T 2 http://radar && break
  sleep 1
done
kubectl patch service forecast -n weather --type=json -p '[
  {"op":"replace","path":"/spec/ports/0/targetPort","value":"web"},
  {"op":"add","path":"/spec/internalTrafficPolicy","value":"Local"}]'
until [ -z "$(kubectl get endpointslices -n weather -l kubernetes.io/service-name=forecast -o jsonpath='{.items[*].ports[*].port}')" ]; do
  sleep 1
done
for pod in client client-2; do
  while kubectl exec -n weather $pod -- wget -qO- -T 2 http://forecast:8000 > /dev/null 2>&1; do sleep 1; done
done
sleep 2
kubectl delete clusterrolebinding kubeadm:node-proxier
kubectl create clusterrolebinding kubeadm:node-proxier --clusterrole=system:node-proxier \
  --serviceaccount=kube-proxy:kube-proxy
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
kubectl rollout status daemonset/kube-proxy -n kube-system --timeout=120s
