# Three things came along in the removal van: the biller's own DNS policy, an alias of half a name, and the
# port on which the ledger listened in the old data centre.
kubectl rollout status deployment/ledger -n accounts --timeout=120s
kubectl patch service ledger -n invoicing -p '{"spec":{"externalName":"ledger.accounts"}}'
kubectl delete deployment biller -n invoicing
kubectl wait -n invoicing --for=delete pod -l app=biller --timeout=120s
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: biller
  namespace: invoicing
  labels:
    app: biller
spec:
  replicas: 2
  selector:
    matchLabels:
      app: biller
  template:
    metadata:
      labels:
        app: biller
    spec:
      dnsPolicy: Default
      terminationGracePeriodSeconds: 0
      containers:
        - name: biller
          image: busybox:1.36
          command:
            - sh
            - -c
            - 'while true; do if out=$(wget -qO- -T 2 "$LEDGER_URL" 2>&1); then echo "$LEDGER_URL: booked by $out"; else echo "$LEDGER_URL: not booked: $out"; fi; sleep 1; done'
          env:
            - name: LEDGER_URL
              value: http://ledger:9000
EOF
kubectl rollout status deployment/biller -n invoicing --timeout=120s
# Goes on only when it is felt.
until kubectl logs -n invoicing deployment/biller --tail=3 | grep -q 'not booked'; do
  sleep 1
done
