# The agents move to the network of their nodes; with it goes, silently, the DNS of the cluster.
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: fleet
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      hostNetwork: true
      terminationGracePeriodSeconds: 1
      containers:
        - name: agent
          image: busybox:1.36
          command:
            - sh
            - -c
            - 'while true; do if who=$(wget -qO- -T 2 http://collector); then echo "reported to $who"; else echo "not reported to"; fi; sleep 1; done'
EOF
kubectl rollout status daemonset/agent -n fleet --timeout=120s
# Goes on only when it is felt.
until kubectl logs -n fleet daemonset/agent --tail=5 | grep -q '^not reported to'; do
  sleep 1
done
