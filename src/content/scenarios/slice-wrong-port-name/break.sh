# The slice's port has another name than the Service's.
kubectl rollout status deployment/tiles -n warehouse --timeout=120s
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: tiles
  namespace: maps
spec:
  ports:
    - name: http
      port: 80
EOF
ips=$(kubectl get pods -n warehouse -l app=tiles -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: tiles-1, namespace: maps, labels: {kubernetes.io/service-name: tiles}}'
  echo 'addressType: IPv4'
  echo 'ports: [{name: tiles, port: 7000, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
