# The file names the number, so an apply puts it back.
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: render
  namespace: reports
  labels:
    app: render
spec:
  replicas: 2
  selector:
    matchLabels:
      app: render
  template:
    metadata:
      labels:
        app: render
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: render
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
EOF
