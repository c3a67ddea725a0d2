# A slice written by hand works until the first Pod is replaced.
kubectl patch service web -n shop --type=json -p '[{"op":"remove","path":"/spec/selector"}]'
kubectl delete endpointslices -n shop -l kubernetes.io/service-name=web
ips=$(kubectl get pods -n shop -l app=web -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: web-by-hand, namespace: shop, labels: {kubernetes.io/service-name: web}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
