# The older way: an Endpoints object, mirrored into a slice with the name that it gives.
ips=$(kubectl get pods -n warehouse -l app=tiles -o jsonpath='{.items[*].status.podIP}')
kubectl delete endpointslice tiles-1 -n maps
{
  echo 'apiVersion: v1'
  echo 'kind: Endpoints'
  echo 'metadata: {name: tiles, namespace: maps}'
  echo 'subsets:'
  echo '- ports: [{name: http, port: 7000, protocol: TCP}]'
  echo '  addresses:'
  for ip in $ips; do echo "  - ip: $ip"; done
} | kubectl apply -f -
