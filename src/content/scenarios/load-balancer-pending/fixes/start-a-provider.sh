# kind's provider of load balancers, where it is installed; else a node's own address stands in for one.
if command -v cloud-provider-kind > /dev/null; then
  nohup cloud-provider-kind > /tmp/service-clinic-provider.log 2>&1 &
  echo $! > /tmp/service-clinic-provider.pid
else
  ip=$(kubectl get node service-clinic-worker -o jsonpath='{.status.addresses[?(@.type=="InternalIP")].address}')
  kubectl patch service shopfront -n outlet --subresource=status \
    -p "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"$ip\"}]}}}"
fi
