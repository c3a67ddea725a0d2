# The Deployment goes without its Pods: now the other three are nobody's as well.
kubectl delete deployment desk -n tickets --cascade=orphan
kubectl delete replicasets -n tickets -l app=desk --cascade=orphan
kubectl delete pod -n tickets -l app=desk-debug
