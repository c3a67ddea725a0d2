# A Deployment of the orders team answers under the name: not the warehouse.
kubectl delete service stock -n orders
kubectl create deployment stock -n orders --image=registry.k8s.io/e2e-test-images/agnhost:2.53 \
  -- /agnhost serve-hostname --port=8080
kubectl rollout status deployment/stock -n orders --timeout=120s
kubectl expose deployment stock -n orders --port=8080
