# A slice named like the Service, but without the label that says whose it is.
ips=$(kubectl get pods -n datacenter -l app=billing -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: billing, namespace: bookings}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 9000, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
