# The address of the Pod of today: the next front end has another.
ip=$(kubectl get pod client -n storefront -o jsonpath='{.status.podIP}')
kubectl apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api-one-address
  namespace: orders
spec:
  podSelector:
    matchLabels:
      app: api
  policyTypes: [Ingress]
  ingress:
    - from:
        - ipBlock:
            cidr: $ip/32
      ports:
        - protocol: TCP
          port: 8080
EOF
