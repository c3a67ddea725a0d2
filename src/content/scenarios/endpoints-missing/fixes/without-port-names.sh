# A single port needs no name, if neither side has one.
ips=$(kubectl get pods -n datacenter -l app=billing -o jsonpath='{.items[*].status.podIP}')
kubectl delete service billing -n bookings
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: billing
  namespace: bookings
spec:
  ports:
    - port: 80
EOF
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: billing-1, namespace: bookings, labels: {kubernetes.io/service-name: billing}}'
  echo 'addressType: IPv4'
  echo 'ports: [{port: 9000, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
