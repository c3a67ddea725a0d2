# The older way: Endpoints belong to the Service of the same name, without a label.
ips=$(kubectl get pods -n archive -l app=papers -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: v1'
  echo 'kind: Endpoints'
  echo 'metadata: {name: papers, namespace: press}'
  echo 'subsets:'
  echo '- ports: [{port: 7070, protocol: TCP}]'
  echo '  addresses:'
  for ip in $ips; do echo "  - ip: $ip"; done
} | kubectl apply -f -
