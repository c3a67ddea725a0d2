# An alias in one client's /etc/hosts: other clients and other names see nothing of it.
ip=$(kubectl get service fares -n travel -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n travel --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: travel
spec:
  hostAliases:
    - ip: $ip
      hostnames: [fares, fares.travel, fares.travel.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
kubectl wait -n travel --for=condition=Ready pod/client --timeout=60s
