# A hand-made slice sends traffic to Pods that still are not ready, and only to today's.
ips=$(kubectl get pods -n bakery -l app=orders -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: orders-by-hand, namespace: bakery, labels: {kubernetes.io/service-name: orders}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
