# One slice for each machine; a Service takes all the slices that carry its name.
ips=$(kubectl get pods -n datacenter -l app=billing -o jsonpath='{.items[*].status.podIP}')
number=0
for ip in $ips; do
  number=$((number + 1))
  kubectl apply -f - <<EOF
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: billing-$number
  namespace: bookings
  labels:
    kubernetes.io/service-name: billing
    endpointslice.kubernetes.io/managed-by: cluster-admins
addressType: IPv4
ports:
  - name: http
    port: 9000
endpoints:
  - addresses: [$ip]
    conditions:
      ready: true
EOF
done
