# In the right directory, but the kubelet leaves out names that begin with a dot.
docker exec service-clinic-control-plane mv /root/kube-controller-manager.yaml /etc/kubernetes/manifests/.kube-controller-manager.yaml
