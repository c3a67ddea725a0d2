# The slice is created without the label that says whose it is.
kubectl rollout status deployment/papers -n archive --timeout=120s
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: papers
  namespace: press
spec:
  ports:
    - port: 80
EOF
ips=$(kubectl get pods -n archive -l app=papers -o jsonpath='{.items[*].status.podIP}')
{
  echo 'apiVersion: discovery.k8s.io/v1'
  echo 'kind: EndpointSlice'
  echo 'metadata: {name: papers, namespace: press}'
  echo 'addressType: IPv4'
  echo 'ports: [{port: 7070, protocol: TCP}]'
  echo 'endpoints:'
  for ip in $ips; do echo "- addresses: [$ip]"; done
} | kubectl apply -f -
