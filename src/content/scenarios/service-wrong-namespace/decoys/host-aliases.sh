# The name now leads one client to the cluster IP of a Service that has no endpoints.
ip=$(kubectl get service invoices -n default -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n billing --wait
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: client
  namespace: billing
spec:
  hostAliases:
    - ip: $ip
      hostnames: [invoices, invoices.billing, invoices.billing.svc.cluster.local]
  containers:
    - name: client
      image: busybox:1.36
      command: [sleep, "1000000"]
EOF
