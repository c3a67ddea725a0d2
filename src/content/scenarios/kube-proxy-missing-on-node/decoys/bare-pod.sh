# kube-proxy by hand on that node: nobody starts it again when it is gone.
spec=$(kubectl get daemonset kube-proxy -n kube-system -o jsonpath='{.spec.template.spec}' |
  sed 's/"nodeSelector":{[^}]*},*//')
kubectl apply -f - <<EOF
{"apiVersion": "v1", "kind": "Pod",
 "metadata": {"name": "proxy-by-hand", "namespace": "kube-system"},
 "spec": {"nodeName": "service-clinic-worker2", ${spec#?}}
EOF
kubectl wait -n kube-system --for=condition=Ready pod/proxy-by-hand --timeout=60s
