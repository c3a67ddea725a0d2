# Both policies stay as they are and get one more beside them; the selector loses the key that no Pod has.
kubectl apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: till-names
  namespace: counter
spec:
  podSelector:
    matchLabels:
      app: till
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - protocol: UDP
          port: 53
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: inventory-for-tills
  namespace: stock
spec:
  podSelector:
    matchLabels:
      app: inventory
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: counter
          podSelector:
            matchLabels:
              app: till
      ports:
        - protocol: TCP
          port: http
EOF
kubectl patch service inventory -n stock --type=json -p '[{"op":"remove","path":"/spec/selector/tier"}]'
