# Pods of the same name inside the cluster answer, but the invoices are next door.
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: billing
  namespace: bookings
  labels:
    app: billing
spec:
  replicas: 2
  selector:
    matchLabels:
      app: billing
  template:
    metadata:
      labels:
        app: billing
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: billing
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          args: [serve-hostname, --port=9000]
          ports:
            - name: http
              containerPort: 9000
          readinessProbe:
            httpGet:
              path: /
              port: http
            periodSeconds: 2
EOF
kubectl rollout status deployment/billing -n bookings --timeout=120s
kubectl set selector service billing app=billing -n bookings
