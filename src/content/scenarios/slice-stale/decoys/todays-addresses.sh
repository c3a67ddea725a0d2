# The old slice is brought up to date, and is stale again with the next Pod.
ips=$(kubectl get pods -n gallery -l app=photos -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: photos-old, namespace: gallery, labels: {kubernetes.io/service-name: photos}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
