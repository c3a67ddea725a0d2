# A Pod with the label that is asked for becomes an endpoint, but nothing in it answers on port 53.
kubectl run resolver -n kube-system --labels=k8s-app=coredns \
  --image=registry.k8s.io/e2e-test-images/agnhost:2.53 -- pause
kubectl wait -n kube-system --for=condition=Ready pod/resolver --timeout=60s
