# A Pod by hand starts, since scheduler and kubelet work; no controller knows of it.
kubectl run tracker-4 -n fleet --image=registry.k8s.io/e2e-test-images/agnhost:2.53 --labels=app=tracker \
  -- serve-hostname --port=8080
kubectl wait -n fleet --for=condition=Ready pod/tracker-4 --timeout=60s
