# One client's /etc/hosts knows one Pod: other clients see nothing of it, and the port is wrong as well.
ip=$(kubectl get pods -n orders -l app=cart -o jsonpath='{.items[0].status.podIP}')
kubectl delete pod client -n orders --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: orders
spec:
  hostAliases:
    - ip: $ip
      hostnames: [cart, cart.orders, cart.orders.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
