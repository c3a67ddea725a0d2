# A new slice has the label, but only one of the two addresses.
ip=$(kubectl get pods -n archive -l app=papers -o jsonpath='{.items[0].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: papers-1, namespace: press, labels: {kubernetes.io/service-name: papers}}'
  echo 'addressType: IPv4'
  echo 'ports: [{port: 7070, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ip; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
