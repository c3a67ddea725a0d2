# The version from before the release sells tickets again. The brief asks for the new one.
kubectl delete deployment tickets -n box-office
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: tickets
  namespace: box-office
spec:
  replicas: 3
  selector:
    matchLabels:
      app: tickets
  template:
    metadata:
      labels:
        app: tickets
        version: v1
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: tickets
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          args: [netexec, --http-port=8080, --udp-port=-1]
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /hostname
              port: http
            periodSeconds: 2
EOF
kubectl expose deployment tickets -n box-office --port=80 --target-port=http
kubectl rollout status deployment/tickets -n box-office --timeout=120s
