# Something else under the same label answers; Deployment thumbs still crashes.
kubectl run impostor -n media --labels=app=thumbs --port=8080 \
  --image=registry.k8s.io/e2e-test-images/agnhost:2.53 \
  --overrides='{"spec":{"containers":[{"name":"impostor","image":"registry.k8s.io/e2e-test-images/agnhost:2.53","args":["serve-hostname","--port=8080"],"ports":[{"name":"http","containerPort":8080}]}]}}'
kubectl wait -n media --for=condition=Ready pod/impostor --timeout=60s
