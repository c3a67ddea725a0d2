# A Pod by hand answers, but nobody replaces it; Deployment report still has none.
kubectl apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: report-by-hand, namespace: analytics, labels: {app: report}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: report
      image: registry.k8s.io/e2e-test-images/agnhost:2.53
      args: [serve-hostname, --port=8080]
      ports: [{name: http, containerPort: 8080}]
YAML
kubectl wait -n analytics --for=condition=Ready pod/report-by-hand --timeout=60s
