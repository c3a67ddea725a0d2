# The node's name server knows no name of the cluster, however long.
kubectl get daemonset agent -n fleet -o yaml | sed 's,http://collector,http://collector.fleet.svc.cluster.local,' | kubectl replace -f -
kubectl rollout status daemonset/agent -n fleet --timeout=120s
