# Three traces of the tightening: the tills' DNS rule forgets UDP, the Service asks for one label more than the
# Pods have, and the inventory's policy names the Service's port instead of the Pods'.
kubectl wait -n counter --for=condition=Ready pod/client pod/kiosk --timeout=120s
kubectl rollout status deployment/inventory -n stock --timeout=120s
kubectl rollout status deployment/wages -n office --timeout=120s
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
        - port: 53
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
          port: 80
EOF
kubectl patch service inventory -n stock -p '{"spec":{"selector":{"tier":"backend"}}}'
until [ -z "$(kubectl get endpointslices -n stock -l kubernetes.io/service-name=inventory -o jsonpath='{.items[*].endpoints[*].addresses}')" ]; do
  sleep 1
done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  kubectl exec -n counter client -- nslookup -type=a inventory.stock.svc.cluster.local > /dev/null 2>&1 || break
  sleep 1
done
