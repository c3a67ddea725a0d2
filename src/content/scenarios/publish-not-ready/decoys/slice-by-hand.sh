# A slice beside the controller's does not take the dead address out of it.
ips=$(kubectl get pods -n scores -l app=feed -o jsonpath='{.items[1].status.podIP} {.items[2].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: feed-by-hand, namespace: scores, labels: {kubernetes.io/service-name: feed}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
