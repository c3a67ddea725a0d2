# A Pod with the label answers, but it is nobody's: when it goes, nothing starts another.
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: render
  namespace: reports
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
EOF
kubectl wait -n reports --for=condition=Ready pod/render --timeout=60s
