# The whole application once more next door: the reports then quote prices that are not the quotes's.
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: prices
  namespace: reports
  labels:
    app: prices
spec:
  replicas: 2
  selector:
    matchLabels:
      app: prices
  template:
    metadata:
      labels:
        app: prices
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: prices
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          args: [serve-hostname, --port=8080]
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http
            periodSeconds: 2
---
apiVersion: v1
kind: Service
metadata:
  name: prices
  namespace: reports
spec:
  selector:
    app: prices
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
kubectl rollout status deployment/prices -n reports --timeout=120s
