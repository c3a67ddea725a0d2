# A Service without a selector and today's Pod IPs in a slice: it works until the first Pod is replaced.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: orders
spec:
  ports:
    - name: http
      port: 80
      targetPort: 8080
EOF
ips=$(kubectl get pods -n orders -l app=cart -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: cart-by-hand, namespace: orders, labels: {kubernetes.io/service-name: cart}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: http, port: 8080, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
