# The Service sends to the number of the old version; the new one listens on another.
kubectl patch service stock -n warehouse --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'
until [ "$(kubectl get endpointslices -n warehouse -l kubernetes.io/service-name=stock -o jsonpath='{.items[*].ports[*].port}')" = 8080 ]; do
  sleep 1
done
