# The controller manager's manifest leaves the directory that the kubelet watches; then a Pod is lost.
# The copy is what restore.sh goes by.
docker exec service-clinic-control-plane mkdir -p /var/lib/service-clinic
docker exec service-clinic-control-plane cp /etc/kubernetes/manifests/kube-controller-manager.yaml /var/lib/service-clinic/kube-controller-manager.yaml
docker exec service-clinic-control-plane mv /etc/kubernetes/manifests/kube-controller-manager.yaml /root/kube-controller-manager.yaml
kubectl wait -n kube-system --for=delete pod -l component=kube-controller-manager --timeout=120s
pod=$(kubectl get pods -n fleet -l app=tracker -o jsonpath='{.items[0].metadata.name}')
kubectl delete pod "$pod" -n fleet
kubectl scale deployment tracker -n fleet --replicas=4
