# An alias in one client's /etc/hosts: other clients see nothing of it.
ip=$(kubectl get service inventory -n depot -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n orders --wait
kubectl apply -f - <<END
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: orders
spec:
  hostAliases:
    - ip: $ip
      hostnames: [stock, stock.orders, stock.orders.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
END
