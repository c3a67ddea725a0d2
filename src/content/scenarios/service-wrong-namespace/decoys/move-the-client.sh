# A client in default resolves the short name, and finds a Service without endpoints.
kubectl run client -n default --image=busybox:1.36 --restart=Never -- sleep 1000000
kubectl wait -n default --for=condition=Ready pod/client --timeout=60s
kubectl delete pod client -n default --now
