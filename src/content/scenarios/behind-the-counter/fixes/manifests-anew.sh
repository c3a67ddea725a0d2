# All three objects as they were meant, from manifests; the Service is made anew, for apply would leave the key.
kubectl delete service inventory -n stock
kubectl apply -f - <<'EOF'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: till-egress
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
              kubernetes.io/metadata.name: stock
          podSelector:
            matchLabels:
              app: inventory
      ports:
        - protocol: TCP
          port: 8080
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
        - protocol: TCP
          port: 53
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: inventory-clients
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
          port: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: inventory
  namespace: stock
spec:
  selector:
    app: inventory
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
