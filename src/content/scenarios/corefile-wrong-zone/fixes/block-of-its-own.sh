# A second server block for the zone; the longest match takes the query.
corefile=$(kubectl get configmap coredns -n kube-system -o jsonpath='{.data.Corefile}')
kubectl create configmap coredns -n kube-system --dry-run=client -o yaml --from-literal=Corefile="$corefile
cluster.local:53 {
    errors
    kubernetes cluster.local {
        pods insecure
        ttl 30
    }
    loadbalance
}
" | kubectl replace -f -
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
