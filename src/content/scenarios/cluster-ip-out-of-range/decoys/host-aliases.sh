# The name leads one client to the wished-for address, for which no node has a rule.
ip=$(echo 10.10.5.10)
kubectl delete pod client -n depot --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: depot
spec:
  hostAliases:
    - ip: $ip
      hostnames: [parcels, parcels.depot, parcels.depot.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
