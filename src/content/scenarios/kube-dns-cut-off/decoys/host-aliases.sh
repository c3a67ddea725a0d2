# An alias in one client's /etc/hosts: other clients and other names see nothing of it.
ip=$(kubectl get service guide -n museum -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n museum --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: museum
spec:
  hostAliases:
    - ip: $ip
      hostnames: [guide, guide.museum, guide.museum.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
kubectl wait -n museum --for=condition=Ready pod/client --timeout=60s
