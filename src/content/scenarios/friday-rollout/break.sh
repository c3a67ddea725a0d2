# The release: the Service comes back under another name, the probe asks for the port of a sidecar of former days,
# and the application listens elsewhere than its container declares.
kubectl delete service tickets -n box-office
kubectl delete deployment tickets -n box-office
kubectl wait -n box-office --for=delete pod -l app=tickets --timeout=120s
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: tickets
  namespace: box-office
  labels:
    app: tickets
spec:
  replicas: 3
  selector:
    matchLabels:
      app: tickets
  template:
    metadata:
      labels:
        app: tickets
        version: v2
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: tickets
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          args: [netexec, --http-port=9090, --udp-port=-1]
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /hostname
              port: 8081
            periodSeconds: 2
---
apiVersion: v1
kind: Service
metadata:
  name: tickets-v2
  namespace: box-office
spec:
  selector:
    app: tickets
    version: v2
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
until [ "$(kubectl get pods -n box-office -l version=v2 -o jsonpath='{.items[*].status.phase}')" = 'Running Running Running' ]; do
  sleep 1
done
while kubectl exec -n box-office client -- nslookup -type=a tickets.box-office.svc.cluster.local > /dev/null 2>&1; do
  sleep 1
done
