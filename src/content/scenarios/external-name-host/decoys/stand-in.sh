# A server of the newsroom's own answers under the name: not the archive.
kubectl delete service archive -n newsroom
kubectl create deployment archive -n newsroom --image=registry.k8s.io/e2e-test-images/agnhost:2.53 \
  -- /agnhost serve-hostname --port=8080
kubectl rollout status deployment/archive -n newsroom --timeout=120s
kubectl expose deployment archive -n newsroom --port=80 --target-port=8080
