# An entry in one Pod's /etc/hosts: every other kiosk asks the DNS in vain.
ip=$(kubectl get service menu -n kiosk -o jsonpath='{.spec.clusterIP}')
kubectl delete pod client -n kiosk --wait
kubectl apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: kiosk, labels: {app: kiosk}}
spec:
  hostAliases:
    - {ip: $ip, hostnames: [menu, menu.kiosk, menu.kiosk.svc.cluster.local]}
  containers:
    - {name: client, image: busybox:1.36, command: [sleep, "1000000"]}
YAML
