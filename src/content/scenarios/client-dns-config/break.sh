# The program gets a DNS configuration of its own, which names the server and nothing else.
kubectl apply -f - <<'EOF'
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
      dnsPolicy: None
      dnsConfig:
        nameservers: [10.96.0.10]
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
# Goes on only when it is felt.
until kubectl logs -n newsroom deployment/newsletter --tail=5 | grep -q '^not read from'; do
  sleep 1
done
