# The policy still names the front end, but no longer in which namespace: it then means the policy's own.
kubectl wait -n storefront --for=condition=Ready pod/client pod/batch --timeout=120s
kubectl wait -n guest --for=condition=Ready pod/client --timeout=120s
kubectl delete networkpolicy api-clients -n orders
kubectl apply -f - <<EOF
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api-clients
  namespace: orders
spec:
  podSelector:
    matchLabels:
      app: api
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: frontend
      ports:
        - protocol: TCP
          port: 8080
EOF
for _ in 1 2 3 4 5 6 7 8 9 10; do
  kubectl exec -n storefront client -- wget -qO- -T 2 http://api.orders > /dev/null 2>&1 || break
  sleep 1
done
