# The slice's own name means nothing.
ips=$(kubectl get pods -n warehouse -l app=tiles -o jsonpath='{.items[*].status.podIP}')
kubectl delete endpointslice tiles-1 -n maps
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: tiles, namespace: maps, labels: {kubernetes.io/service-name: tiles}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: tiles, port: 7000, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
