# Today's Pod IPs written into a slice: it works until the first Pod is replaced.
ips=$(kubectl get pods -n library -l app=catalogue -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: catalogue-by-hand, namespace: library, labels: {kubernetes.io/service-name: catalogue}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
