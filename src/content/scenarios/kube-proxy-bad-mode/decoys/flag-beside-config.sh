# A flag beside --config is ignored: the file decides.
kubectl patch daemonset kube-proxy -n kube-system --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/command/-","value":"--proxy-mode=iptables"}]'
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
