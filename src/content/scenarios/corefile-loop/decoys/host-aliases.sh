# An alias in one client's /etc/hosts: other clients and other names see nothing of it.
ip=$(kubectl get service orders -n bakery -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n bakery --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: bakery
spec:
  hostAliases:
    - ip: $ip
      hostnames: [orders, orders.bakery, orders.bakery.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
kubectl wait -n bakery --for=condition=Ready pod/client --timeout=60s
