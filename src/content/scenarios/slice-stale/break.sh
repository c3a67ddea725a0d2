# A slice from the days before the move stands beside the controller's, with an address where nobody lives.
kubectl apply -f - <<EOF
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: photos-old
  namespace: gallery
  labels:
    kubernetes.io/service-name: photos
addressType: IPv4
ports:
  - name: http
    port: 8080
    protocol: TCP
endpoints:
  - addresses: [10.244.9.9]
EOF
sleep 3
