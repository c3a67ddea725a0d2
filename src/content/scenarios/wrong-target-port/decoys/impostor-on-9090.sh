# Something else answers on 9090, under the same label: some requests go well, with the wrong Pod.
kubectl run impostor -n shop --labels=app=web --image=registry.k8s.io/e2e-test-images/agnhost:2.53 \
  -- serve-hostname --port=9090
kubectl wait -n shop --for=condition=Ready pod/impostor --timeout=60s
