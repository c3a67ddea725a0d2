# One Pod that appends the new zone to short names: the full names stay unknown, and other Pods see nothing of it.
kubectl delete pod client -n travel --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: travel
spec:
  dnsConfig:
    searches: [travel.svc.travel.internal, svc.travel.internal]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
kubectl wait -n travel --for=condition=Ready pod/client --timeout=60s
