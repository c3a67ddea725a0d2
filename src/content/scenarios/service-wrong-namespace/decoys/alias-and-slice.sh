# The Service in default is fed with today's Pod IPs by hand: it works until the first Pod is replaced.
kubectl patch service invoices -n default --type=json -p '[{"op":"remove","path":"/spec/selector"}]'
ips=$(kubectl get pods -n billing -l app=invoices -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: invoices-by-hand, namespace: default, labels: {kubernetes.io/service-name: invoices}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
kubectl create service externalname invoices -n billing --external-name=invoices.default.svc.cluster.local
