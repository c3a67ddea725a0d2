# Back where the kubelet looks for static Pods.
docker exec service-clinic-control-plane mv /root/kube-controller-manager.yaml /etc/kubernetes/manifests/
