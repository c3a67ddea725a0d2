# The kubelet reads every file of the directory, whatever its name.
docker exec service-clinic-control-plane mv /root/kube-controller-manager.yaml /etc/kubernetes/manifests/controllers.yaml
