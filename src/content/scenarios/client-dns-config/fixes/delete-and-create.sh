# A new Deployment without a DNS configuration.
kubectl delete deployment newsletter -n newsroom
kubectl create -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: newsletter
  namespace: newsroom
spec:
  replicas: 2
  selector:
    matchLabels:
      app: newsletter
  template:
    metadata:
      labels:
        app: newsletter
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: newsletter
          image: busybox:1.36
          command:
            - sh
            - -c
            - 'while true; do if who=$(wget -qO- -T 2 http://subscribers.newsroom); then echo "read from $who"; else echo "not read from"; fi; sleep 1; done'
EOF
kubectl rollout status deployment/newsletter -n newsroom --timeout=120s
