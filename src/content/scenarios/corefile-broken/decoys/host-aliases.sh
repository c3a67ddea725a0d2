# An alias in one client's /etc/hosts: other clients and other names see nothing of it.
ip=$(kubectl get service catalog -n library -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n library --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: library
spec:
  hostAliases:
    - ip: $ip
      hostnames: [catalog, catalog.library, catalog.library.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
kubectl wait -n library --for=condition=Ready pod/client --timeout=60s
