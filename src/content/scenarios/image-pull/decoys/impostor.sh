# A Pod by hand under the same label answers alone; Deployment catalog still has no ready Pod.
kubectl apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: catalog-by-hand, namespace: library, labels: {app: catalog}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: catalog
      image: registry.k8s.io/e2e-test-images/agnhost:2.53
      args: [serve-hostname, --port=8080]
      ports: [{name: http, containerPort: 8080}]
YAML
kubectl wait -n library --for=condition=Ready pod/catalog-by-hand --timeout=60s
