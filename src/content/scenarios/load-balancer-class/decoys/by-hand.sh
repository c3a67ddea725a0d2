# An address written into the status by hand: the next provider passes the Service over as the last one did.
ip=$(kubectl get node service-clinic-worker -o jsonpath='{.status.addresses[?(@.type=="InternalIP")].address}')
kubectl patch service portal -n gallery --subresource=status \
  -p "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"$ip\"}]}}}"
