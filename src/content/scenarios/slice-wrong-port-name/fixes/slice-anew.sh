# A second slice with the right name; the first, whose port nobody asks for, goes.
ips=$(kubectl get pods -n warehouse -l app=tiles -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: tiles-2, namespace: maps, labels: {kubernetes.io/service-name: tiles}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 7000, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
kubectl delete endpointslice tiles-1 -n maps
