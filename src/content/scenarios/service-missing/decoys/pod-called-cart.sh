# A Pod's own name is no DNS name: only Services put names into the cluster's DNS.
kubectl run cart -n orders --image=registry.k8s.io/e2e-test-images/agnhost:2.53 -- serve-hostname --port=80
kubectl wait -n orders --for=condition=Ready pod/cart --timeout=60s
