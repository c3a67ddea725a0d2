# kube-proxy is told to work in a mode that does not exist, and ends whenever it starts; then a Service is created.
# Before that the nodes must have the rules that stay behind.
for try in {1..30}; do
  kubectl exec -n books client -- wget -qO- -T 2 http://catalog && break
  sleep 1
done
sleep 2
kubectl get configmap kube-proxy -n kube-system -o yaml |
  sed 's/^    mode: .*/    mode: ip-tables/' | kubectl replace -f -
kubectl delete pods -n kube-system -l k8s-app=kube-proxy
for try in {1..60}; do
  restarts=$(kubectl get pods -n kube-system -l k8s-app=kube-proxy \
    -o jsonpath='{.items[*].status.containerStatuses[*].restartCount}')
  case " $restarts " in
    *" 0 "* | "  ") sleep 1 ;;
    *) break ;;
  esac
done
kubectl expose deployment reviews -n books --port=80 --target-port=http
