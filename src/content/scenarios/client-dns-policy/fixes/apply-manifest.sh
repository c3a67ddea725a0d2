# The whole DaemonSet once more, from a manifest.
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
      dnsPolicy: ClusterFirstWithHostNet
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
