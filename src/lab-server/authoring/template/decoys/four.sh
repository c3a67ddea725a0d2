# TODO: what holds for a moment only. Here: a hand-made slice, whose Pod IPs do not last, behind no selector.
ip=$(kubectl get pods -n shop -l app=web -o jsonpath='{.items[0].status.podIP}')
kubectl patch service web -n shop --type=json -p '[{"op":"remove","path":"/spec/selector"},
  {"op":"replace","path":"/spec/ports/0/port","value":80}]'
kubectl delete endpointslices -n shop -l kubernetes.io/service-name=web
kubectl apply -f - <<EOF
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: web-by-hand
  namespace: shop
  labels:
    kubernetes.io/service-name: web
addressType: IPv4
ports: [{ name: http, port: 8080, protocol: TCP }]
endpoints: [{ addresses: ["$ip"] }]
EOF
