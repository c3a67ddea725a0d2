# A provider keeps its Services until it has cleaned up; where none runs any more nobody would.
for service in $(kubectl get services -n gallery -o name); do
  kubectl delete "$service" -n gallery --timeout=20s ||
    kubectl patch "$service" -n gallery --type=merge -p '{"metadata":{"finalizers":null}}' || true
done
