# The right image, but a single Pod: the brief wants three.
kubectl scale deployment catalog -n library --replicas=1
kubectl set image deployment/catalog -n library catalog=registry.k8s.io/e2e-test-images/agnhost:2.53
kubectl rollout status deployment/catalog -n library --timeout=120s
