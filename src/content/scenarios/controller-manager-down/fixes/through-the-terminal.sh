# Read on the node, written back through docker's standard input.
docker exec service-clinic-control-plane cat /root/kube-controller-manager.yaml > /tmp/kube-controller-manager.yaml
docker exec -i service-clinic-control-plane sh -c 'cat > /etc/kubernetes/manifests/kube-controller-manager.yaml' < /tmp/kube-controller-manager.yaml
