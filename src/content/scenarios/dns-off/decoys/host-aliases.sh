# An alias in one client's /etc/hosts: other clients see nothing of it.
ip=$(kubectl get service web -n shop -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n shop --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: shop
spec:
  hostAliases:
    - ip: $ip
      hostnames: [web, web.shop, web.shop.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
