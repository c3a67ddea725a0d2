# Next to the Service the short name holds; but the reporter has to stay where it is.
kubectl delete deployment reporter -n reports
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: reporter
  namespace: quotes
  labels:
    app: reporter
spec:
  replicas: 2
  selector:
    matchLabels:
      app: reporter
  template:
    metadata:
      labels:
        app: reporter
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: reporter
          image: busybox:1.36
          command:
            - sh
            - -c
            - 'while true; do if out=$(wget -qO- -T 3 "$PRICES_URL" 2>&1); then echo "$PRICES_URL: price from $out"; else echo "$PRICES_URL: no price: $out"; fi; sleep 1; done'
          env:
            - name: PRICES_URL
              value: http://prices
EOF
kubectl rollout status deployment/reporter -n quotes --timeout=120s
