# The image's right name.
kubectl set image deployment/catalog -n library catalog=registry.k8s.io/e2e-test-images/agnhost:2.53
kubectl rollout status deployment/catalog -n library --timeout=120s
