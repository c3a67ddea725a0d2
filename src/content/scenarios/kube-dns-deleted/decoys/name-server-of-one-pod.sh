# One client asks a DNS Pod directly: others do not, and that Pod will not live for ever.
ip=$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}')
kubectl delete pod client -n post --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: post
spec:
  dnsPolicy: None
  dnsConfig:
    nameservers: [$ip]
    searches: [post.svc.cluster.local, svc.cluster.local, cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
kubectl wait -n post --for=condition=Ready pod/client --timeout=60s
