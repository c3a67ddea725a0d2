# The older way: an Endpoints object of the Service's name, which the control plane mirrors into a slice.
ips=$(kubectl get pods -n datacenter -l app=billing -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: v1'
  echo 'kind: Endpoints'
  echo 'metadata: {name: billing, namespace: bookings}'
  echo 'subsets:'
  echo '- ports: [{name: http, port: 9000, protocol: TCP}]'
  echo '  addresses:'
  for ip in $ips; do echo "  - ip: $ip"; done
} | kubectl apply -f -
