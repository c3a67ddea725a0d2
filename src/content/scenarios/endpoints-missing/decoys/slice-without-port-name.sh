# The Service's port has a name, the slice's has none: they never meet.
ips=$(kubectl get pods -n datacenter -l app=billing -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: billing-1, namespace: bookings, labels: {kubernetes.io/service-name: billing}}'
  echo 'addressType: IPv4'
  echo 'ports: [{port: 9000, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
