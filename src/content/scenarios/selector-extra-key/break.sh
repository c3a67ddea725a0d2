# A second pair in the selector, which no Pod carries. Felt once the slice is empty.
kubectl patch service catalogue -n library -p '{"spec":{"selector":{"track":"stable"}}}'
until [ -z "$(kubectl get endpointslices -n library -l kubernetes.io/service-name=catalogue \
  -o jsonpath='{.items[*].endpoints[*].addresses[0]}')" ]; do sleep 1; done
