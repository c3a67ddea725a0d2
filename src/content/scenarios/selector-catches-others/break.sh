# The selector asks for the label that all the teams' Pods carry. Felt once both teams' Pods are in the slice.
kubectl patch service prices -n market -p '{"spec":{"selector":{"app":null,"env":"prod"}}}'
until [ "$(kubectl get endpointslices -n market -l kubernetes.io/service-name=prices \
  -o jsonpath='{range .items[*].endpoints[*]}x{end}')" = xxxxx ]; do sleep 1; done
