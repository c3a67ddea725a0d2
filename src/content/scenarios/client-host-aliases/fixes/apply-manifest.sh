# The whole Deployment once more, from a manifest.
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: entrance
  namespace: festival
spec:
  replicas: 2
  selector:
    matchLabels:
      app: entrance
  template:
    metadata:
      labels:
        app: entrance
    spec:
      hostAliases:
        - ip: 192.0.2.90
          hostnames: [gate]
      terminationGracePeriodSeconds: 1
      containers:
        - name: entrance
          image: busybox:1.36
          command:
            - sh
            - -c
            - 'while true; do if who=$(wget -qO- -T 2 http://tickets); then echo "checked with $who"; else echo "not checked with"; fi; sleep 1; done'
EOF
kubectl rollout status deployment/entrance -n festival --timeout=120s
