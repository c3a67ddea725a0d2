# A sound Corefile in a ConfigMap that no Pod mounts.
corefile=$(kubectl get configmap coredns -n kube-system -o jsonpath='{.data.Corefile}' | sed '/^ *logs$/d')
kubectl create configmap coredns-repaired -n kube-system --from-literal=Corefile="$corefile"
kubectl delete pod -n kube-system -l k8s-app=kube-dns --grace-period=1
