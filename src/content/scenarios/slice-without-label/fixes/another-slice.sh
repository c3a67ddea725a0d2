# A second slice, with the label; the first may stay, nobody reads it.
ips=$(kubectl get pods -n archive -l app=papers -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: papers-1, namespace: press, labels: {kubernetes.io/service-name: papers}}'
  echo 'addressType: IPv4'
  echo 'ports: [{port: 7070, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
