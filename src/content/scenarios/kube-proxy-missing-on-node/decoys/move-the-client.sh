# The complaint is gone with the client; whoever is scheduled to that node next will complain again.
kubectl delete pod client-2 -n mail --wait
kubectl run client-2 -n mail --image=busybox:1.36 \
  --overrides='{"spec":{"nodeSelector":{"kubernetes.io/hostname":"service-clinic-worker"}}}' -- sleep 1000000
kubectl wait -n mail --for=condition=Ready pod/client-2 --timeout=60s
