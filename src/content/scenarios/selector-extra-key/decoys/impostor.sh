# A Deployment of somebody else with both labels: requests are answered, but not by the catalogue.
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: Deployment
metadata:
  name: stable
  namespace: library
  labels:
    app: catalogue
spec:
  replicas: 2
  selector:
    matchLabels:
      track: stable
  template:
    metadata:
      labels:
        app: catalogue
        track: stable
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: stable
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
kubectl rollout status deployment/stable -n library --timeout=120s
