# The Service asks its Pods for a port by a name that none of them has.
kubectl patch service catalog -n library --type=json \
  -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"http-web"}]'
until [ -z "$(kubectl get endpointslices -n library -l kubernetes.io/service-name=catalog -o jsonpath='{.items[*].ports[*].port}')" ]; do
  sleep 1
done
