# Another program, which asks for an address instead of the name.
ip=$(kubectl get service collector -n fleet -o jsonpath='{.spec.clusterIP}')
kubectl get daemonset agent -n fleet -o yaml | sed "s,http://collector,http://$ip," | kubectl replace -f -
kubectl rollout status daemonset/agent -n fleet --timeout=120s
