# The whole slice once more, with its label.
ips=$(kubectl get pods -n archive -l app=papers -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: papers, namespace: press, labels: {kubernetes.io/service-name: papers}}'
  echo 'addressType: IPv4'
  echo 'ports: [{port: 7070, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
