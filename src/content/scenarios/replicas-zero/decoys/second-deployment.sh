# Another Deployment with the same label answers in its place; render itself is still at zero.
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: render-2
  namespace: reports
  labels:
    app: render
spec:
  replicas: 2
  selector:
    matchLabels:
      app: render
      copy: two
  template:
    metadata:
      labels:
        app: render
        copy: two
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: render-2
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
kubectl rollout status deployment/render-2 -n reports --timeout=120s
