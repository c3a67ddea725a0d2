# One client is moved to where the Pods are; the next one is started elsewhere.
kubectl delete pod client -n payments --wait
kubectl run client -n payments --image=busybox:1.36 \
  --overrides='{"spec":{"nodeSelector":{"kubernetes.io/hostname":"service-clinic-worker"}}}' -- sleep 1000000
kubectl wait -n payments --for=condition=Ready pod/client --timeout=60s
