# Both made anew, ports named on both sides.
kubectl delete service papers -n press
kubectl delete endpointslice papers -n press
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: papers
  namespace: press
spec:
  ports:
    - name: http
      port: 80
EOF
ips=$(kubectl get pods -n archive -l app=papers -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: papers-http, namespace: press, labels: {kubernetes.io/service-name: papers}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 7070, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
