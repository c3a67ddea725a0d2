# The kubelet starts what its directory lists; the file is not in it.
docker exec service-clinic-control-plane systemctl restart kubelet
