# A provider keeps its Services until it has cleaned up; where none runs any more nobody would.
for service in $(kubectl get services -n outlet -o name); do
  kubectl delete "$service" -n outlet --timeout=20s ||
    kubectl patch "$service" -n outlet --type=merge -p '{"metadata":{"finalizers":null}}' || true
done
# The provider that an answer may have started.
if [ -f /tmp/service-clinic-provider.pid ]; then
  kill "$(cat /tmp/service-clinic-provider.pid)" 2> /dev/null || true
  rm -f /tmp/service-clinic-provider.pid
fi
